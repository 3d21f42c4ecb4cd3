// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What is printed once the platform answers.
struct Greeting: Sendable {
  /// The settings of this start.
  let settings: ServeSettings
  /// Whether this start founds places in which nobody is named to run the platform.
  let isUnnamed: Bool

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
    if isUnnamed {
      lines.append(
        "运行单位的名称和信用代码未登记；首次启动用 --founding 文件给出 / the running organisation has no name and code"
          + " here: --founding FILE gives them at the first start (docs/operations.md)")
    }
    if settings.clock == .manual {
      lines.append("时钟为手动 / the clock is moved by hand")
    }
    print(lines.joined(separator: "\n"))
    fflush(nil)
  }
}
