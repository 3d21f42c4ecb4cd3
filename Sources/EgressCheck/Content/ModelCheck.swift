// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Checks a trained model by its bytes only: nothing in it is ever loaded or run.
///
/// A pickle, and every form that cannot be read to its end, is at best for review. JSON and ONNX
/// pass when they hold no raw values and few parameters.
struct ModelCheck {
  /// Most bytes that are looked at.
  static let bytesMax = 64 << 20
  /// Most bytes that are searched for binary numbers.
  static let searchedMax = 16 << 20
  /// The fewest people in a leaf, and in a class of the target (sacroml).
  static let leafMin = 5
  static let classMin = 10

  let declaration: ModelDeclaration
  let folder: InputFolder
  let session: Session

  func run() async throws -> CheckAnswer {
    let path = try folder.file(declaration.input, field: "input")
    let bytes = try folder.head(path, field: "input", count: Self.bytesMax + 1)
    if let holdout = declaration.holdout { _ = try folder.file(holdout, field: "holdout") }
    let raw = try await RawValues.load(
      declaration.raw, target: declaration.target, folder: folder, session: session)
    let place = Document.members([("file", .string(declaration.input))])
    let form = ModelForm(bytes)
    var findings = formFindings(form, bytes, place)
    if let raw {
      findings += overlap(bytes, form, raw, place) + classes(raw) + raw.unseen(at: place)
    }
    if case .json(let document) = form {
      findings += structure(document, raw, place)
    }
    let isSafe = form.isReadable && raw != nil
    return CheckAnswer(
      findings, floor: isSafe ? .pass : .review,
      measures: [("bytes", .int(bytes.count)), ("form", .string(form.name))])
  }

  private func formFindings(
    _ form: ModelForm, _ bytes: [UInt8], _ place: Document
  ) -> [CheckFinding] {
    var found: [CheckFinding] = []
    func add(
      _ severity: Verdict, _ formula: String, _ zh: String, _ en: String, value: Double? = nil
    ) {
      found.append(
        CheckFinding(
          .embeddedData, severity, at: place, value: value, formula: formula, zh: zh, en: en,
          remedy: severity == .fail ? "drop" : "review"))
    }
    if bytes.isEmpty || bytes.count > Self.bytesMax {
      add(
        .fail, "model-size.1", "模型为空或超过 64 MiB", "the model is empty or larger than 64 MiB",
        value: Double(bytes.count))
    }
    if !form.isReadable {
      add(
        .review, "model-form.1", "此格式不能在不执行的情况下读完；请改用 ONNX 或 JSON 系数",
        "this form cannot be read without running it; use ONNX or coefficients as JSON")
    }
    let marks = ModelMarks(bytes)
    if !marks.keepers.isEmpty {
      add(
        .fail, "model-keeps-records.1", "这类模型保存训练记录（如近邻、支持向量、高斯过程）",
        "models of this kind keep training records (neighbours, support vectors)"
      )
    }
    if !marks.dangers.isEmpty {
      add(
        .fail, "model-runs-code.1", "模型在载入时会运行系统命令",
        "the model would run system commands when loaded")
    }
    return found
  }

  private func overlap(
    _ bytes: [UInt8], _ form: ModelForm, _ raw: RawValues, _ place: Document
  ) -> [CheckFinding] {
    var found: [CheckFinding] = []
    let binary = raw.binaryMatches(in: Array(bytes.prefix(Self.searchedMax)))
    var text = String(decoding: bytes.prefix(Self.searchedMax), as: UTF8.self)
    if case .json(let document) = form {
      text += "\n" + ModelShape(document).texts.joined(separator: "\n")
    }
    let words = raw.matches(in: text)
    let matches = max(binary, words.values * 50 >= words.tokens ? words.values : 0)
    if matches >= 5 {
      found.append(
        CheckFinding(
          .rawOverlap, matches >= 20 ? .fail : .review, at: place, value: Double(matches),
          parameter: 5, formula: "telling-values.1", zh: "模型文件中有原始数据里独有的值",
          en: "the model holds values that stand in one raw record only", remedy: "drop"))
    }
    if case .json = form, ScaledColumns(text).matches(raw.series) > 0 {
      found.append(
        CheckFinding(
          .rawOverlap, .fail, at: place, formula: "scaled-column.1",
          zh: "模型中的一列数是原始数据的一列，仅经平移或缩放",
          en: "numbers of the model are a column of the raw data, only moved or scaled",
          remedy: "drop"))
    }
    // A model as large as its data may simply contain it.
    let data = raw.rows * max(1, raw.columns) * 8
    if raw.rows >= 50, bytes.count >= data {
      found.append(
        CheckFinding(
          .embeddedData, form.isReadable ? .review : .fail, at: place, value: Double(bytes.count),
          parameter: Double(data), formula: "model-as-large-as-data.1",
          zh: "模型不小于其训练数据，可能包含数据", en: "the model is as large as its training data and may hold it",
          remedy: "drop"))
    }
    return found
  }

  private func classes(_ raw: RawValues) -> [CheckFinding] {
    guard raw.classes.count <= 40 else { return [] }
    return raw.classes.sorted { $0.key < $1.key }.filter { $0.value < Self.classMin }.prefix(1).map
    {
      CheckFinding(
        .minimumContributors, .fail, at: .members([("column", .string(declaration.target ?? ""))]),
        value: Double($0.value), parameter: Double(Self.classMin), formula: "rare-class.1",
        zh: "目标列中有训练记录过少的类别，模型容易记住其中的人",
        en: "a class of the target has so few training records that the model may remember them",
        remedy: "coarsen")
    }
  }

  private func structure(
    _ document: Document, _ raw: RawValues?, _ place: Document
  ) -> [CheckFinding] {
    let shape = ModelShape(document)
    var found = EmbeddedBlocks(shape.texts.joined(separator: "\n")).codeFindings(at: place)
    if let leaf = shape.smallestLeaf, leaf < Self.leafMin {
      found.append(
        CheckFinding(
          .minimumContributors, .fail, at: place, value: Double(leaf),
          parameter: Double(Self.leafMin), formula: "leaf-below.1", zh: "决策树有人数过少的叶",
          en: "a leaf of a tree rests on too few people", remedy: "coarsen"))
    }
    if let raw, shape.numbers > 10, Double(shape.numbers) > 0.33 * Double(raw.rows) {
      found.append(
        CheckFinding(
          .degreesOfFreedom, .fail, at: place, value: Double(shape.numbers),
          parameter: 0.33 * Double(raw.rows), formula: "parameters-per-observation.1",
          zh: "参数相对训练记录过多", en: "too many parameters for the training records", remedy: "coarsen"))
    }
    return found
  }
}
