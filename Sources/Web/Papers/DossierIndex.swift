// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation

/// The table of contents of a case file: one for programs, one to read and print.
struct DossierIndex {
  /// What is listed.
  let dossier: Dossier
  /// The names of the papers' files by upload.
  let names: [RecordID: String]

  /// For programs.
  var json: JSON {
    .object([
      "case": .string(dossier.id.rawValue), "madeAt": .string(madeAt),
      "records": .array(
        dossier.parts.map { part in
          .object([
            "id": .string(part.id), "listing": .string(part.listing.plural),
            "label": .string(part.listing.label.zh),
            "papers": .array(part.papers.map(paper)),
            "missing": .array(
              part.missing.map { ["name": .string($0.name), "digest": .string($0.digest)] }),
          ])
        }),
      "entries": .array(dossier.entries.map { .int(Int64($0)) }),
    ])
  }

  /// To read and print: Chinese, with the English words where a reader may need them.
  var html: String {
    var rows = ""
    for (number, part) in dossier.parts.enumerated() {
      let papers = part.papers.map { paper in
        let file = names[paper.upload] ?? ""
        return "<li><a href=\"papers/\(file)\">\(Self.escape(paper.name))</a> "
          + "<code>\(paper.digest.hex)</code></li>"
      }.joined()
      let missing = part.missing.map { paper in
        let name = Self.escape(paper.isMember ? "文件" : paper.name)
        return "<li>\(name) <strong>平台内无此文件</strong> <code>\(paper.digest)</code></li>"
      }.joined()
      rows += """
        <tr><td>\(number + 1)</td><td>\(Self.escape(part.listing.label.zh))</td>
        <td>\(Self.escape(RecordNames.name(in: part.record, of: part.listing) ?? ""))</td>
        <td><a href="records/\(part.id).json">\(part.id)</a></td>
        <td>\(part.history.count)</td><td><ul>\(papers)\(missing)</ul></td></tr>

        """
    }
    return """
      <!doctype html>
      <html lang="zh-CN"><head><meta charset="utf-8"><title>卷宗目录 \(dossier.id.rawValue)</title>
      <style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse;width:100%}
      td,th{border:1px solid #888;padding:.3em .5em;text-align:left;vertical-align:top}
      code{font-size:.75em;word-break:break-all}ul{margin:0;padding-left:1.2em}</style></head>
      <body><h1>卷宗目录</h1><p>案件 \(dossier.id.rawValue)，导出时间 \(madeAt)。各文件摘要见
      SHA256SUMS；办理记录的存证证明在 proofs 文件夹，条目原文在 entries 文件夹，公钥在 keys.txt，
      核验方法见 verify.txt。</p>
      <table><thead><tr><th>序号</th><th>类别</th><th>名称</th><th>编号</th><th>办理记录数</th>
      <th>附件</th></tr></thead><tbody>
      \(rows)</tbody></table></body></html>

      """
  }

  private var madeAt: String { ValueText.moment(dossier.platform.time().now) }

  private func paper(_ paper: Paper) -> JSON {
    .object([
      "digest": .string(paper.digest.hex), "name": .string(paper.name),
      "file": .string("papers/\(names[paper.upload] ?? "")"), "entry": .int(Int64(paper.entry)),
    ])
  }

  private static func escape(_ text: String) -> String { HTMLContent().escapeText(text) }
}
