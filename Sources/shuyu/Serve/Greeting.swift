// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What is printed once the platform answers.
struct Greeting: Sendable {
  /// The settings of this start.
  let settings: ServeSettings
  /// Whether there is a place in which somebody can sign in.
  let isFounded: Bool

  /// Says where to go and how to sign in.
  func show(port: Int) {
    var lines = ["数域已启动 / Shuyu is running: http://127.0.0.1:\(port)/"]
    if settings.isDemo {
      let file = settings.installation.root.appending(path: "demo-accounts.json").path
      lines.append("演示账号 / demonstration accounts: \(file)")
    }
    if FileManager.default.fileExists(atPath: settings.installation.firstAccounts.path) {
      let file = settings.installation.firstAccounts.path
      lines.append("初始管理员 / first administrators: \(file)")
    }
    if !isFounded {
      lines.append(
        "尚未初始化，没有账号：请用 --founding 文件写明各地运维单位，或用 --demo / not founded, nobody can sign in:"
          + " name who runs it in a file given by --founding (docs/operations.md), or use --demo")
    }
    if settings.clock == .manual {
      lines.append("时钟为手动 / the clock is moved by hand")
    }
    print(lines.joined(separator: "\n"))
    fflush(nil)
  }
}
