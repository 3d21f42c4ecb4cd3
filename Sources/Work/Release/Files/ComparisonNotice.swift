// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

/// What people must know of records or a file beside what the check against granted data found.
enum ComparisonNotice: Hashable, Sendable {
  /// A grant that could not be compared, since it lacks the subject's column.
  case grantLeftOut(String)
  /// A grant that could not be compared with a file, since there are too many or it shows nothing.
  case grantNotCompared(String)
  /// A column that is not declared: whether it gives anything away is estimated on a sample.
  case undeclared(String)
  /// Records of the same resources that are out or on their way; they are not compared.
  case earlier(String)
  /// A parameter of a model, by its place, and by its name where people may see that; with what the
  /// check says of it alone.
  case parameter(Int, String?, Verdict)
  /// Parameters beyond those that are looked at one by one, by their number in powers of two.
  case parametersLeft(Int)
  /// Subjects of none of the compared grants, by their number in powers of two.
  case strangers(Int)

  /// The rule's name.
  var rule: String {
    switch self {
    case .grantLeftOut, .grantNotCompared: "grant-left-out"
    case .undeclared: "undeclared-column"
    case .earlier: "earlier-records"
    case .strangers: "unknown-subjects"
    case .parameter, .parametersLeft: "model-parameter"
    }
  }

  /// People who need not exist hide others, so that nobody may approve them.
  var severity: Verdict {
    switch self {
    case .strangers: .fail
    case .parameter(_, _, let verdict): verdict
    case .grantLeftOut, .grantNotCompared, .undeclared, .earlier, .parametersLeft: .review
    }
  }

  /// As evidence keeps it.
  var json: JSON {
    var members: [String: JSON] = [
      "rule": .string(rule), "severity": .string(severity.rawValue),
      "reason": ["zh": .string(words.zh), "en": .string(words.en)],
    ]
    switch self {
    case .grantLeftOut(let grant), .grantNotCompared(let grant):
      members["location"] = ["grant": .string(grant)]
    case .undeclared(let column): members["location"] = ["column": .string(column)]
    case .earlier(let release): members["earlier"] = .string(release)
    case .strangers(let count), .parametersLeft(let count):
      members["value"] = .int(Int64(count))
    case .parameter(let place, let name, _):
      members["location"] = ["parameter": .string(name ?? "#\(place + 1)")]
    }
    return .object(members)
  }

  private var words: (zh: String, en: String) {
    switch self {
    case .grantLeftOut:
      ("该授权数据没有主体列，未与记录比对", "these granted data lack the subject and were not compared")
    case .grantNotCompared:
      ("该授权数据未与文件比对，须人工核对", "these granted data were not compared with the file; look at it")
    case .undeclared:
      ("未声明来源的列，仅按样本检查，须人工核对", "of an undeclared source, examined on a sample; look at it")
    case .earlier:
      ("同一资源已有记录级出域，未自动比对，须人工核对", "records of the same resources left before and are not compared")
    case .parameter(_, _, .pass):
      ("单独检查未见问题", "nothing was found in it alone")
    case .parameter(_, _, .review):
      ("单独检查须人工核对", "alone it is for people to judge")
    case .parameter(_, _, .fail):
      ("单独检查不通过", "alone it fails")
    case .parametersLeft:
      ("参数过多，其余未逐个检查，须人工核对", "more parameters than are looked at one by one; look at them")
    case .strangers:
      ("有主体不在授权数据中", "subjects that are not in the granted data")
    }
  }
}
