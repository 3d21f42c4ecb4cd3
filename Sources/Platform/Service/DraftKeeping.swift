// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// What became of a form that was to be kept half filled in.
package enum DraftKeeping: Equatable, Sendable {
  /// It is kept, until its form is sent, its account ends, or nobody has saved it for so long.
  case kept
  /// It holds more characters than are kept.
  case tooLong
  /// The account has as many drafts as it may have.
  case tooMany

  /// The most characters of a draft.
  package static let charactersMax = 1_000_000
  /// The most drafts of an account.
  package static let countMax = 200
  /// Days for which a draft is kept after it was last saved.
  package static let days = 90

  /// Why it was not kept; nil when it was.
  package var reason: Reason? {
    switch self {
    case .kept: nil
    case .tooLong:
      Reason(
        "draft.tooLong", zh: "草稿超过 \(Self.charactersMax) 个字符，未保存；请缩短内容，或将长文作为文件上传",
        en: "a draft has at most \(Self.charactersMax) characters: shorten it, or upload long texts"
      )
    case .tooMany:
      Reason(
        "draft.tooMany", zh: "每个账号最多保存 \(Self.countMax) 份草稿，未保存；请先办结或删除其他草稿",
        en: "an account keeps at most \(Self.countMax) drafts: send or delete others first")
    }
  }
}
