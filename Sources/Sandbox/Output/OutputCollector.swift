// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Copies a finished job's outputs, after looking at each with suspicion.
///
/// Only regular files, one level deep, with plain names, one link and no holes are accepted, and
/// either all of them or none. Names are opened relative to the folder's descriptor, without
/// following links, and judged by what was opened.
package struct OutputCollector: Sendable {
  /// Which files are accepted.
  package var rule: OutputRule

  /// How many bytes all files may have together.
  package var bytesMax: UInt64

  /// Sets what is accepted.
  package init(rule: OutputRule, bytesMax: UInt64) {
    self.rule = rule
    self.bytesMax = bytesMax
  }

  /// Copies what lies in the folder `source` is open on into the folder `destination`.
  ///
  /// - Throws: ``SandboxError`` when the host side fails.
  package func collect(from source: CInt, into destination: String) throws -> CollectedOutputs {
    let target = open(destination, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard target >= 0 else { throw SandboxError.system("open the output folder", errno) }
    defer { close(target) }
    do {
      let names = try namesIn(source)
      var opened: [(file: OutputFile, descriptor: OwnedDescriptor)] = []
      var total: UInt64 = 0
      for name in names {
        let next = try examine(name, in: source)
        total += next.file.bytes
        guard total <= bytesMax else { throw OutputRefusal.tooLarge }
        opened.append(next)
      }
      try copyAll(opened, to: target)
      return .collected(opened.map(\.file))
    } catch let refusal as OutputRefusal {
      return .refused(refusal)
    }
  }

  /// Copies all files, or takes back those it has copied.
  private func copyAll(
    _ files: [(file: OutputFile, descriptor: OwnedDescriptor)], to folder: CInt
  ) throws {
    var created: [String] = []
    do {
      for (file, descriptor) in files {
        try copy(descriptor, to: file, in: folder) { created.append(file.name) }
      }
    } catch {
      for name in created { unlinkat(folder, name, 0) }
      throw error
    }
  }

  /// The names in the folder, sorted; refuses as soon as there are too many.
  private func namesIn(_ folder: CInt) throws -> [String] {
    guard var entries = FolderNames(in: folder) else {
      throw SandboxError.system("read the output folder", errno)
    }
    var names: [String] = []
    while let bytes = entries.next() {
      guard let name = PlainName(bytes) else { throw OutputRefusal.badName }
      if let accepted = rule.names, !accepted.contains(name.text) {
        throw OutputRefusal.undeclaredName
      }
      names.append(name.text)
      guard names.count <= rule.filesMax else { throw OutputRefusal.tooManyFiles }
    }
    return names.sorted()
  }

  private func examine(
    _ name: String, in folder: CInt
  ) throws -> (file: OutputFile, descriptor: OwnedDescriptor) {
    // Looked at before it is opened: opening a pipe or a device can block or act.
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw OutputRefusal.unreadable
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw OutputRefusal.notARegularFile }
    let raw = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard raw >= 0 else { throw OutputRefusal.unreadable }
    let descriptor = OwnedDescriptor(raw)
    guard fstat(raw, &status) == 0 else { throw OutputRefusal.unreadable }
    guard status.st_mode & S_IFMT == S_IFREG else { throw OutputRefusal.notARegularFile }
    guard status.st_nlink == 1 else { throw OutputRefusal.hardLink }
    let size = UInt64(max(0, status.st_size))
    guard size <= bytesMax else { throw OutputRefusal.tooLarge }
    guard UInt64(max(0, status.st_blocks)) * 512 >= size else { throw OutputRefusal.sparse }
    return (OutputFile(name: name, bytes: size), descriptor)
  }

  private func copy(
    _ source: OwnedDescriptor, to file: OutputFile, in folder: CInt, whenCreated: () -> Void
  ) throws {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let target = openat(folder, file.name, flags, mode_t(0o444))
    guard target >= 0 else { throw SandboxError.system("create an output file", errno) }
    defer { close(target) }
    whenCreated()
    var left = file.bytes
    while left > 0 {
      let count = source.with { sendfile(target, $0, nil, Int(min(left, 1 << 30))) } ?? 0
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw SandboxError.system("copy an output file", errno) }
      if count == 0 { throw OutputRefusal.unreadable }
      left -= UInt64(count)
    }
  }
}
