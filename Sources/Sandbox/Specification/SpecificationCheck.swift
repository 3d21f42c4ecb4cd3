// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc

/// Looks at a specification before anything is started.
struct SpecificationCheck {
  let spec: SandboxSpec

  private static let fileBytesMax = 16 << 20
  private static let inputsMax = 64
  private static let argumentBytesMax = 64 << 10

  /// Throws what is wrong first.
  func run() throws {
    try checkLimits(spec.limits)
    try checkTexts()
    try checkFiles()
    try checkInputs()
    if let folder = spec.outputs.folder { try checkFolder(folder) }
  }

  private func checkLimits(_ limits: SandboxLimits) throws {
    func check(_ isGood: Bool, _ text: String) throws {
      guard isGood else { throw SandboxError.specification(text) }
    }
    let page: UInt64 = 4096
    let most: UInt64 = 1 << 50
    try check((1 << 20...most).contains(limits.memoryBytes), "memory must be 1 MiB to 1 PiB")
    try check((page...most).contains(limits.scratchBytes), "scratch must be 4 KiB to 1 PiB")
    try check((page...most).contains(limits.outputBytes), "output must be 4 KiB to 1 PiB")
    try check((1...4096).contains(limits.processesMax), "processes must be 1 to 4096")
    try check((1...604_800).contains(limits.cpuSeconds), "processor time must be 1 s to 7 days")
    let wall = limits.wallClock
    try check(wall > .zero && wall <= .seconds(604_800), "wall clock must be within 7 days")
    try check((0...1 << 26).contains(limits.outputTextBytes), "text must be at most 64 MiB")
  }

  private func checkTexts() throws {
    let texts = spec.arguments + spec.environment.flatMap { [$0.key, $0.value] }
    guard texts.reduce(0, { $0 + $1.utf8.count }) <= Self.argumentBytesMax else {
      throw SandboxError.specification("arguments and environment must be at most 64 KiB")
    }
    guard (texts + [spec.executable]).allSatisfy({ !$0.utf8.contains(0) }) else {
      throw SandboxError.specification("arguments and environment must hold no NUL")
    }
    let names = spec.environment.keys
    guard names.allSatisfy({ !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: "=")) }) else {
      throw SandboxError.specification("an environment name is empty or holds =")
    }
  }

  private func checkFiles() throws {
    guard spec.files.count <= 16 else {
      throw SandboxError.specification("at most 16 files made from memory")
    }
    guard spec.files.reduce(0, { $0 + $1.bytes.count }) <= Self.fileBytesMax else {
      throw SandboxError.specification("files made from memory must be at most 16 MiB")
    }
    let inside = [spec.executable] + spec.files.map(\.path) + spec.readOnlyBinds.map(\.destination)
    guard (inside + spec.readOnlyBinds.map(\.source)).allSatisfy(isAbsolute) else {
      throw SandboxError.specification("paths must be absolute and without . or ..")
    }
  }

  private func isAbsolute(_ path: String) -> Bool {
    path.utf8.first == UInt8(ascii: "/") && !path.utf8.contains(0)
      && !path.split(separator: "/").contains { $0 == "." || $0 == ".." }
  }

  private func checkInputs() throws {
    guard spec.inputs.count <= Self.inputsMax else {
      throw SandboxError.specification("at most \(Self.inputsMax) inputs")
    }
    guard Set(spec.inputs.map(\.name)).count == spec.inputs.count else {
      throw SandboxError.specification("two inputs have one name")
    }
    for input in spec.inputs {
      guard PlainName(input.name) != nil else {
        throw SandboxError.specification("an input name must be [A-Za-z0-9._-]{1,64}")
      }
      guard isAbsolute(input.path) else {
        throw SandboxError.specification("paths must be absolute and without . or ..")
      }
      var status = stat()
      guard lstat(input.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        status.st_mode & S_IROTH != 0
      else { throw SandboxError.unreadableInput(input.name) }
    }
  }

  private func checkFolder(_ folder: String) throws {
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw SandboxError.specification("the output folder is not a folder")
    }
    guard status.st_mode & 0o077 == 0 else { throw SandboxError.outputNotPrivate }
    guard spec.outputs.backing == .memory else {
      guard let scratch = spec.scratch, folder.hasPrefix(scratch.path + "/") else {
        throw SandboxError.specification("the output folder is not on the job's scratch")
      }
      return
    }
    guard csandbox_is_memory(folder) == 1 else { throw SandboxError.outputOnDisk }
  }
}
