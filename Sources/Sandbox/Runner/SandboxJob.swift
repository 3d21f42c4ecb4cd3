// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc

/// One run of one specification. Everything blocking happens in ``run()``, on its thread.
final class SandboxJob: Sendable {
  private let spec: SandboxSpec
  private let tools: SandboxTools
  private let usesControlGroups: Bool
  private let stop: JobStop

  init(spec: SandboxSpec, tools: SandboxTools, usesControlGroups: Bool) throws {
    self.usesControlGroups = usesControlGroups
    self.spec = spec
    self.tools = tools
    stop = try JobStop()
  }

  /// Stops the job, from any thread, before or after it started.
  func cancel() {
    stop.request(.cancelled)
  }

  /// Runs the job to its end on the calling thread.
  func run() throws -> SandboxReceipt {
    try SpecificationCheck(spec: spec).run()
    guard access(tools.bubblewrap, X_OK) == 0 else { throw SandboxError.missingTool("bubblewrap") }
    let begin = ContinuousClock.now
    let owner = spec.scratch?.user
    let user: uid_t? = owner ?? (geteuid() == 0 ? JobUsers.take() : nil)
    if geteuid() == 0 && user == nil { throw SandboxError.system("too many jobs", EAGAIN) }
    // That of a scratch stays with it.
    defer { if owner == nil, let user { JobUsers.release(user) } }
    let disk = try spec.scratch.map { try ScratchRun($0, for: spec) }
    let bounds = disk?.memoryLimits ?? spec.limits
    let group = usesControlGroups ? ControlGroup.make(limits: bounds) : nil
    defer { group?.remove() }

    let input = try JobInput(spec.standardInput, stop: stop)
    let running = try start(user: user, group: group, input: input, disk: disk)
    let output = OwnedDescriptor(running.started.output_descriptor)
    input.closeReader()
    // The watch looks at the output file system by its number.
    defer { output.close() }
    var watch = JobWatch(
      started: running.started, streams: running.streams, limits: spec.limits, group: group,
      stop: stop, disk: disk)
    let ended = watch.wait()
    try input.finish()
    if let scratch = spec.scratch, !scratch.isServing {
      throw SandboxError.scratch("it serves no more")
    }

    let exit = try JobVerdict(
      ended: ended, limits: spec.limits, isOutputFull: watch.isOutputFull,
      outOfMemoryKills: group?.outOfMemoryKills ?? 0, standardError: watch.standardError.bytes
    ).exit()
    let limiter = group?.limiter ?? .rlimit
    return SandboxReceipt(
      exit: exit, outputs: try collect(exit, from: output),
      cpuMilliseconds: ended.cpuMilliseconds,
      wallMilliseconds: Int((ContinuousClock.now - begin) / .milliseconds(1)),
      memoryPeakBytes: group?.memoryPeakBytes, limiter: limiter,
      layers: SandboxLayers.names(
        limiter: limiter, hasOwnUser: user != nil, showsProcesses: spec.showsProcesses,
        disk: disk),
      standardOutput: watch.standardOutput.bytes, standardError: watch.standardError.bytes)
  }

  private func collect(_ exit: SandboxExit, from output: OwnedDescriptor) throws -> CollectedOutputs
  {
    guard exit.isSuccess, let folder = spec.outputs.folder else { return .none }
    let collector = OutputCollector(rule: spec.outputs, bytesMax: spec.limits.outputBytes)
    return try output.with { try collector.collect(from: $0, into: folder) } ?? .none
  }

  /// A started child and the ends of its pipes that the host keeps.
  private struct Running {
    let started: csandbox_started
    let streams: [OwnedDescriptor]
  }

  private func start(
    user: uid_t?, group: ControlGroup?, input: JobInput, disk: ScratchRun?
  ) throws -> Running {
    let pipes = try (0..<3).map { _ in try OwnedDescriptor.pipe() }
    for pipe in pipes {
      guard pipe.reader.with({ fcntl($0, F_SETFL, O_NONBLOCK) }) == 0 else {
        throw SandboxError.system("fcntl", errno)
      }
    }
    // A pipe opened again by its name in /proc, as DuckDB does, must be the job's own.
    if let user, input.isPipe, input.reader.with({ fchown($0, user, user) }) != 0 {
      throw SandboxError.system("fchown", errno)
    }
    let filter = try Self.descriptor("memfd_create", csandbox_filter())
    let files = try spec.files.map { try Self.memoryFile($0.bytes) }
    let given = [
      input.reader, pipes[0].writer, pipes[1].writer, filter, pipes[2].writer,
    ]
    let groups = try (group?.joinPaths ?? []).map { path in
      try Self.descriptor("open a control group", open(path, O_WRONLY | O_CLOEXEC))
    }
    // The child gets numbers: what owns them must outlast its start.
    return try withExtendedLifetime((given, files, groups, pipes)) {
      let plan = makePlan(
        user: user, groups: groups.compactMap(\.borrowed), hasGroup: group != nil,
        descriptors: (given + files).compactMap(\.borrowed), disk: disk)
      return Running(started: try plan.start(), streams: pipes.map(\.reader))
    }
  }

  private func makePlan(
    user: uid_t?, groups: [CInt], hasGroup: Bool, descriptors: [CInt], disk: ScratchRun?
  ) -> ChildPlan {
    let inputs = spec.inputs.map { input in
      var bind = Bind(input.path, at: "/in/" + input.name, isExecutable: false)
      bind.identity = input.identity
      return bind
    }
    let binds = SystemLibraries.binds + spec.readOnlyBinds + inputs
    let targets = binds.indices.map { BubblewrapArguments.bindPath($0) }
    let plan = ChildPlan()
    plan.execute(
      tools.bubblewrap, arguments: BubblewrapArguments.list(for: spec, binds: binds),
      descriptors: descriptors)
    // What the job may write to: folders on the scratch, or file systems in memory.
    let writable = [
      (BubblewrapArguments.outputPath, disk?.output, spec.limits.outputBytes + 4096),
      (BubblewrapArguments.scratchPath, disk?.temporary, spec.limits.scratchBytes),
    ]
    let folders = writable.compactMap { target, folder, _ in
      folder.map { folder -> (bind: Bind, target: String) in
        var bind = Bind(folder, isExecutable: false)
        bind.isWritable = true
        return (bind, target)
      }
    }
    plan.mount(
      stage: BubblewrapArguments.stage, binds: zip(binds, targets).map { ($0, $1) } + folders,
      memories: writable.filter { $0.1 == nil }.map { ($0.0, memoryOptions($0.2, user)) },
      output: BubblewrapArguments.outputPath)
    plan.bound(cgroups: groups, limits: ProcessLimits.list(spec.limits, hasGroup: hasGroup))
    if spec.givesWay { plan.giveWay() }
    if let user { plan.become(user) } else { plan.enterUserNamespace() }
    return plan
  }

  private func memoryOptions(_ bytes: UInt64, _ user: uid_t?) -> String {
    let owner = user ?? getuid()
    let group = user ?? getgid()
    return "size=\(bytes),nr_inodes=4096,mode=700,uid=\(owner),gid=\(group)"
  }

  static func memoryFile(_ bytes: [UInt8]) throws -> OwnedDescriptor {
    try descriptor("memfd_create", csandbox_memory_file(bytes, bytes.count))
  }

  static func descriptor(_ call: String, _ number: CInt) throws -> OwnedDescriptor {
    guard number >= 0 else { throw SandboxError.system(call, errno) }
    return OwnedDescriptor(number)
  }
}
