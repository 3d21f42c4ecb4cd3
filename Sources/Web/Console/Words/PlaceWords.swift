// SPDX-License-Identifier: Apache-2.0
import Regulation

/// Words for codes that mean something else, or anything at all, only where they stand.
enum PlaceWords {
  /// The word of a code at a path from the kind of record to the member.
  static func word(for code: String, at path: [String]) -> LocalText? {
    guard let member = path.last else { return nil }
    let own = path.first.flatMap { byPlace["\($0).\(member).\(code)"] }
    return own ?? (failures.contains(member) ? byFailure[code] : nil)
  }

  /// Members that hold the class of a failure.
  private static let failures: Set<String> = ["failureClass", "stateReason"]

  /// Words by kind of record, member and code.
  private static let byPlace: [String: LocalText] = [
    "batch.state.rejected": LocalText(zh: "未接收", en: "not taken"),
    "batch.failureClass.declined": LocalText(zh: "数据提供单位未确认", en: "declined by the unit"),
  ]

  /// Words of the classes in which a run in the domain can fail.
  private static let byFailure: [String: LocalText] = [
    "syntax": LocalText(zh: "程序语法有误", en: "syntax error"),
    "unknownName": LocalText(zh: "引用了不存在的名称", en: "names what is not there"),
    "type": LocalText(zh: "数据类型不符", en: "wrong type"),
    "outOfRange": LocalText(zh: "数值或位置超出范围", en: "out of range"),
    "constraint": LocalText(zh: "违反约束", en: "constraint violated"),
    "forbidden": LocalText(zh: "尝试了域内禁止的操作", en: "tried what the domain forbids"),
    "input": LocalText(zh: "输入不能读取", en: "input cannot be read"),
    "outOfMemory": LocalText(zh: "内存不足", en: "out of memory"),
    "scratchFull": LocalText(zh: "临时空间已满", en: "scratch space full"),
    "outputTooLarge": LocalText(zh: "输出过大", en: "output too large"),
    "outputMissing": LocalText(zh: "缺少声明的输出", en: "declared output missing"),
    "outputRefused": LocalText(zh: "输出不合要求", en: "output not acceptable"),
    "timedOut": LocalText(zh: "运行超时", en: "took too long"),
    "cpuExceeded": LocalText(zh: "处理器时间用尽", en: "processor time used up"),
    "crashed": LocalText(zh: "程序崩溃", en: "crashed"),
    "fault.scratch": LocalText(
      zh: "数据超出内存，加密暂存不可用或空间不足，请联系平台运行单位",
      en: "larger than memory, and no encrypted scratch or no room on it: ask who runs the platform"
    ),
  ]
}
