// SPDX-License-Identifier: Apache-2.0
/// The command line that makes bubblewrap build the job's world.
struct BubblewrapArguments {
  /// Where the child mounts what the job may see, inside its own mount namespace.
  static let stage = "/tmp"

  /// The descriptors bubblewrap gets besides the job's three.
  enum Descriptor {
    static let filter = 3
    static let status = 4
    static let firstFile = 5
  }

  /// The user inside: nobody.
  static let innerUser = "65534"

  /// The paths below the stage of the binds, in order.
  static func bindPath(_ index: Int) -> String { "\(stage)/bind\(index)" }

  /// The scratch and output file systems below the stage.
  static let outputPath = stage + "/output"
  static let scratchPath = stage + "/scratch"

  /// The whole command line for a job whose binds (inputs included) are `binds`.
  static func list(for spec: SandboxSpec, binds: [Bind]) -> [String] {
    var list = [
      "bwrap", "--unshare-all", "--unshare-user", "--disable-userns",
      "--uid", innerUser, "--gid", innerUser, "--hostname", "sandbox",
      "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
      "--seccomp", "\(Descriptor.filter)", "--json-status-fd", "\(Descriptor.status)",
    ]
    for (name, value) in spec.environment.sorted(by: { $0.key < $1.key }) {
      list += ["--setenv", name, value]
    }
    for (index, bind) in binds.enumerated() {
      list += ["--ro-bind", bindPath(index), bind.destination]
    }
    list += SystemLibraries.links.flatMap { ["--symlink", $0.target, $0.path] }
    list += ["--tmpfs", "/dev"]
    for device in ["null", "zero", "random", "urandom"] {
      list += ["--dev-bind", "/dev/\(device)", "/dev/\(device)"]
    }
    if spec.showsProcesses {
      list += ["--proc", "/proc", "--symlink", "/proc/self/fd/0", "/dev/stdin"]
    }
    list += ["--remount-ro", "/dev"]
    list += ["--dir", "/in", "--bind", scratchPath, "/tmp", "--bind", outputPath, "/out"]
    for (index, file) in spec.files.enumerated() {
      list += ["--perms", "0444", "--ro-bind-data", "\(Descriptor.firstFile + index)", file.path]
    }
    list += ["--remount-ro", "/", "--chdir", "/tmp", "--", spec.executable]
    return list + spec.arguments
  }
}
