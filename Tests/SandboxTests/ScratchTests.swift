// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox
import Synchronization
import Testing

extension SandboxTests {
  /// The encrypted scratch: what lies on the disk, how much of it a job gets, and how it ends.
  @Suite(.enabled(if: Fixture.hasScratch, "no gocryptfs or no /dev/fuse for this user"))
  struct ScratchTests {
    private static let marker = "shuyu-marker-11010519491231002X"

    private static func small(_ change: (inout SandboxLimits) -> Void = { _ in }) -> SandboxLimits {
      var limits = Fixture.limits
      limits.scratchBytes = 8 << 20
      change(&limits)
      return limits
    }

    @Test func `a job reads back what it wrote, and the disk shows neither bytes nor names`()
      async throws
    {
      try await Fixture.withScratch { fixture, scratch in
        let script = """
          import os
          os.makedirs("/tmp/\(Self.marker)")
          with open("/tmp/\(Self.marker)/\(Self.marker).txt", "w") as file:
              for _ in range(100000): file.write("\(Self.marker)")
          os.symlink("/\(Self.marker)", "/tmp/link")
          print(open("/tmp/\(Self.marker)/\(Self.marker).txt").read().count("\(Self.marker)"))
          """
        let receipt = try await fixture.python(script, scratch: scratch)
        #expect(receipt.exit.isSuccess, "\(receipt.errorText)")
        #expect(receipt.outputText == "100000\n")
        #expect(receipt.layers.contains("scratch: encrypted folder on a disk, measured"))
        #expect(receipt.layers.contains("output: memory file system of fixed size"))
        // It is all still there: the scratch goes with the work, not with the job.
        let found = try Self.found(Self.marker, below: fixture.cipher)
        #expect(found.files > 0)
        #expect(found.bytes > 3_000_000)
        #expect(found.hits == [])
        // The same search finds it through the mount.
        #expect(try Self.found(Self.marker, below: scratch.path).hits.count > 1)
      }
    }

    /// Files that jobs make must not change how anything else of the scratch is answered.
    @Test func `many who make files at once disturb neither each other nor the platform`()
      async throws
    {
      try await Fixture.withScratch { fixture, scratch in
        let script = """
          import os, threading
          wrong = []
          def work(n):
              try:
                  os.mkdir("/tmp/%d" % n, 0o700)
                  for i in range(60):
                      name = "/tmp/%d/%d" % (n, i)
                      with open(name, "wb", opener=lambda p, f: os.open(p, f, 0o600)) as file:
                          file.write(b"a" * 9000)
                      with open(name, "rb") as file:
                          if len(file.read()) != 9000: wrong.append("short")
                      os.unlink(name)
                  os.rmdir("/tmp/%d" % n)
              except OSError as error:
                  wrong.append(error.strerror)
          threads = [threading.Thread(target=work, args=[n]) for n in range(4)]
          for one in threads: one.start()
          for one in threads: one.join()
          print(sorted(set(wrong)))
          """
        let folder = try scratch.make("host")
        let done = Mutex(false)
        async let made = {
          var refused = 0
          var number = 0
          while !done.withLock({ $0 }) {
            number += 1
            let path = "\(folder)/\(number)"
            let text = Data("host".utf8)
            if !FileManager.default.createFile(
              atPath: path, contents: text, attributes: [.posixPermissions: 0o600])
              || chmod(path, 0o444) != 0 || unlink(path) != 0
            {
              refused += 1
            }
          }
          return (number, refused)
        }()
        let receipt = try await fixture.python(script, scratch: scratch)
        done.withLock { $0 = true }
        let (number, refused) = await made
        #expect(receipt.exit.isSuccess, "\(receipt.errorText)")
        #expect(receipt.outputText == "[]\n")
        #expect(number > 0 && refused == 0, "\(refused) of \(number)")
      }
    }

    @Test func `nothing is left of it, and nothing is mounted`() async throws {
      try await Fixture.with { fixture in
        let path = try await Fixture.withScratch(of: fixture) { scratch in
          _ = try await fixture.python("open('/tmp/a', 'w').write('a')", scratch: scratch)
          return scratch.path
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.cipher) == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
        let mounts = try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
        #expect(!mounts.contains(path))
        #expect(try Self.servants(of: path) == [])
      }
    }

    @Test func `work that fails destroys it too`() async throws {
      struct Broken: Error {}
      try await Fixture.with { (fixture: Fixture) async throws -> Void in
        await #expect(throws: Broken.self) {
          try await Fixture.withScratch(of: fixture) { (scratch: EncryptedScratch) -> Void in
            _ = try scratch.make("a")
            throw Broken()
          }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.cipher) == [])
      }
    }

    @Test func `no command line and no environment holds the key`() async throws {
      try await Fixture.withScratch { _, scratch in
        let servants = try Self.servants(of: scratch.path)
        #expect(servants.count == 1)
        for process in servants {
          let words = try Self.bytes("/proc/\(process)/cmdline")
          let settings = try Self.bytes("/proc/\(process)/environ")
          #expect(String(decoding: words, as: UTF8.self).contains("-masterkey=stdin"))
          for text in [words, settings] {
            let said = String(decoding: text, as: UTF8.self)
            #expect(!said.contains(Fixture.scratchKeyText))
          }
          let status = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
          let core = status.split(separator: "\n").first { $0.hasPrefix("Max core") }
          #expect(core?.split(whereSeparator: \.isWhitespace).dropFirst(4).first == "0")
        }
      }
    }

    @Test(arguments: [
      (
        "one file after the other",
        """
        for number in range(64):
            with open("/tmp/%d" % number, "wb") as file: file.write(bytes(1 << 20))
        """
      ),
      (
        "files that no folder names",
        """
        import os, signal
        held = []
        for number in range(64):
            file = open("/tmp/%d" % number, "wb")
            os.unlink("/tmp/%d" % number)
            file.write(os.urandom(1 << 20))
            file.flush()
            held.append(file)
        signal.pause()
        """
      ),
      (
        "a million files",
        """
        number = 0
        while number < 1000000:
            open("/tmp/%d" % number, "w").close()
            number += 1
        """
      ),
      (
        "folders in folders",
        """
        import os, signal
        for number in range(300):
            os.mkdir("d")
            os.chdir("d")
        signal.pause()
        """
      ),
    ])
    func `a job that takes more than its share is stopped`(
      _ name: String, _ script: String
    ) async throws {
      try await Fixture.withScratch { fixture, scratch in
        let limits = Self.small { $0.wallClock = .seconds(120) }
        let receipt = try await fixture.python(script, limits: limits, scratch: scratch)
        #expect(receipt.exit == .scratchExceeded, "\(name): \(receipt.errorText)")
        #expect(receipt.outputs == .none)
        // The next run of the same work has its own share.
        let next = try await fixture.python(
          "open('/tmp/a', 'wb').write(bytes(4 << 20))", limits: limits, scratch: scratch)
        if !name.contains("folders"), !name.contains("million") { #expect(next.exit.isSuccess) }
      }
    }

    @Test func `one file larger than the share is told as a full scratch`() async throws {
      try await Fixture.withScratch { fixture, scratch in
        let limits = Self.small { $0.outputBytes = 1 << 20 }
        let script = "open('/tmp/big', 'wb').write(bytes(32 << 20))"
        let receipt = try await fixture.python(script, limits: limits, scratch: scratch)
        let failure = PythonEngine(tools: Fixture.tools).failure(of: receipt, code: script)
        #expect(receipt.exit == .scratchExceeded || failure.class == .scratchFull)
      }
    }

    @Test func `a disk that is nearly full ends the job and not the platform`() async throws {
      try await Fixture.withScratch(floorBytes: UInt64.max / 2) { fixture, scratch in
        #expect(scratch.availableBytes == 0)
        let receipt = try await fixture.python(
          "import signal\nsignal.pause()", limits: Self.small(), scratch: scratch)
        #expect(receipt.exit == .scratchExceeded)
      }
    }

    @Test func `outputs on it are collected as those in memory are`() async throws {
      try await Fixture.withScratch { fixture, scratch in
        let folder = try scratch.make("made")
        func query(_ sql: String) -> TrustedQuery {
          var query = TrustedQuery(
            sql: sql,
            outputs: OutputRule(folder: folder, backing: .encryptedScratch, names: ["a.parquet"]),
            limits: Fixture.limits)
          query.scratch = scratch
          return query
        }
        let receipt = try await query(
          "COPY (SELECT range AS n FROM range(1000)) TO '/out/a.parquet' (FORMAT parquet);"
        ).run(with: fixture.runner)
        #expect(receipt.exit.isSuccess, "\(receipt.errorText)")
        #expect(receipt.outputs.files.map(\.name) == ["a.parquet"])
        #expect(receipt.layers.contains("output: encrypted folder on a disk, measured"))
        #expect(access(folder + "/a.parquet", R_OK) == 0)
        // A folder elsewhere is no place for them.
        var elsewhere = query("SELECT 1;")
        elsewhere.outputs.folder = fixture.outputs
        await #expect(throws: SandboxError.self) { try await elsewhere.run(with: fixture.runner) }
        var without = query("SELECT 1;")
        without.scratch = nil
        await #expect(throws: SandboxError.self) { try await without.run(with: fixture.runner) }
      }
    }

    @Test func `a job whose scratch dies does not pass for one that ended well`() async throws {
      try await Fixture.with { fixture in
        try await Fixture.withScratch(of: fixture) { scratch in
          for process in try Self.servants(of: scratch.path) { kill(process, SIGKILL) }
          while scratch.isServing { sched_yield() }
          await #expect(throws: SandboxError.scratch("it serves no more")) {
            try await fixture.python("print(1)", scratch: scratch)
          }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.cipher) == [])
      }
    }

    @Test func `without its programs there is none, and nothing is written`() async throws {
      try await Fixture.with { (fixture: Fixture) async throws -> Void in
        var tools = Fixture.tools
        tools.gocryptfs = "/nowhere/gocryptfs"
        #expect(tools.missingForScratch == ["gocryptfs"])
        await #expect(throws: SandboxError.missingTool("gocryptfs")) {
          try await Fixture.withScratch(of: fixture, tools: tools) { _ in }
        }
        // A program that is none of ours mounts nothing.
        tools.gocryptfs = "/usr/bin/true"
        await #expect(throws: SandboxError.self) {
          try await Fixture.withScratch(of: fixture, tools: tools) { _ in }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.cipher) == [])
      }
    }

    @Test func `a mount whose program was killed is swept`() async throws {
      try await Fixture.with { fixture in
        let mount = try fixture.folderForScratch()
        try FileManager.default.createDirectory(
          atPath: fixture.cipher, withIntermediateDirectories: true)
        var call = HostProgram.Call(
          Fixture.tools.gocryptfs,
          [
            "-fg", "-masterkey=stdin", "-deterministic-names", "-nosyslog", fixture.cipher, mount,
          ])
        let (key, said) = (Pipe(), Pipe())
        call.streams = (
          .descriptor(key.fileHandleForReading.fileDescriptor),
          .descriptor(said.fileHandleForWriting.fileDescriptor),
          .descriptor(said.fileHandleForWriting.fileDescriptor)
        )
        let program = try HostProgram(call)
        try said.fileHandleForWriting.close()
        try key.fileHandleForWriting.write(contentsOf: Data((Fixture.scratchKeyText + "\n").utf8))
        try key.fileHandleForWriting.close()
        var text = ""
        while !text.contains("mounted and ready") {
          let more = said.fileHandleForReading.availableData
          try #require(!more.isEmpty, "\(text)")
          text += String(decoding: more, as: UTF8.self)
        }
        try Data(Self.marker.utf8).write(to: URL(filePath: mount + "/secret"))
        program.send(SIGKILL)
        #expect(program.wait() == 128 + SIGKILL)
        #expect(access(mount + "/secret", F_OK) != 0)
        #expect(ScratchMounts.unmount(below: fixture.folder, tools: Fixture.tools) == 1)
        #expect(ScratchMounts.unmount(below: fixture.folder, tools: Fixture.tools) == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: mount) == [])
        let found = try Self.found(Self.marker, below: fixture.cipher)
        #expect(found.files == 1)
        #expect(found.hits == [])
        #expect(FolderClearing.empty(fixture.cipher))
      }
    }

    @Test(arguments: EscapeEngine.allCases)
    func `every try of the battery is refused on a scratch too`(
      _ engine: EscapeEngine
    ) async throws {
      try await Fixture.withScratch { fixture, scratch in
        let battery = EscapeBattery(
          runner: fixture.runner, folder: fixture.folder, scratch: scratch)
        let outcomes = try await battery.run(engine)
        #expect(outcomes.count >= 60)
        for outcome in outcomes {
          #expect(outcome.end == .refused, "\(outcome.name): \(outcome.evidence)")
        }
      }
    }

    /// The processes that serve a mount.
    private static func servants(of path: String) throws -> [pid_t] {
      let names = try FileManager.default.contentsOfDirectory(atPath: "/proc")
      return names.compactMap { pid_t($0) }.filter { process in
        guard let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else {
          return false
        }
        let text = String(decoding: words, as: UTF8.self)
        // As root by its path, below what ends it; as an ordinary user by its name.
        let program = text.prefix { $0 != "\0" }
        return program.hasSuffix("gocryptfs") && text.contains(path)
      }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    /// The files below a folder, their bytes, and those that show a text in contents or name.
    private static func found(
      _ text: String, below folder: String
    ) throws -> (files: Int, bytes: Int, hits: [String]) {
      let needle = Data(text.utf8)
      var (files, bytes, hits) = (0, 0, [String]())
      let names = FileManager.default.enumerator(atPath: folder)?.allObjects ?? []
      for case let name as String in names {
        if name.contains(text) { hits.append(name) }
        var status = stat()
        guard lstat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
          if status.st_mode & S_IFMT == S_IFLNK {
            let target = try FileManager.default.destinationOfSymbolicLink(
              atPath: folder + "/" + name)
            if target.contains(text) { hits.append(name) }
          }
          continue
        }
        let data = try Data(contentsOf: URL(filePath: folder + "/" + name))
        files += 1
        bytes += data.count
        if data.range(of: needle) != nil { hits.append(name) }
      }
      return (files, bytes, hits)
    }
  }
}
