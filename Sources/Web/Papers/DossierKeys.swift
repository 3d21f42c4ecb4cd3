// SPDX-License-Identifier: Apache-2.0
import Core

/// The public keys of the log as a case file holds them, with how a proof is checked.
struct DossierKeys {
  private let keys: [String]

  /// Reads the log's description.
  init(_ description: [UInt8]) {
    do {
      keys = (try JSON.parse(description)["vkeys"]?.array ?? []).compactMap(\.string)
    } catch {
      keys = []
    }
  }

  /// The keys, one a line.
  var lines: String { keys.map { $0 + "\n" }.joined() }

  /// How to check a proof with nothing but the package.
  var guide: String {
    let options = keys.indices.map { " --key \"$(sed -n \($0 + 1)p keys.txt)\"" }.joined()
    return """
      核验：在本文件夹内运行（把 12 换成办理记录号）
      To check entry 12, run in this folder:

        shuyu-verify proof proofs/12.tlog-proof --entry entries/12.json\(options)

      公钥应与平台对外公布的一致；先向平台运维单位或见证方核对 keys.txt。
      Compare keys.txt with the keys that the platform or a witness publishes before you rely on it.
      没有 entries 文件的记录，是导出人无权查看全文的记录。
      An entry without a file is one that whoever exported may not see whole.

      """
  }
}
