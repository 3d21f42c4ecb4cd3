// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

extension RecallSummary {
  /// The first bytes of a file.
  private static let magic = Array("shuyu-recall-1\n".utf8)

  /// The file's bytes: segment, chain, shared ids, answers, named requests, and a code over all of
  /// them under the edge's key.
  func bytes(_ key: SubjectKey) -> [UInt8] {
    var body = RecallWriter()
    body.put(answers.count)
    for counted in answers { RecallSummary.put(counted, &body) }
    body.put(named.count)
    for request in named { RecallSummary.put(request, &body) }
    var file = RecallWriter()
    file.put(raw: RecallSummary.magic)
    file.put(segment.edge)
    file.put(segment.place)
    file.put(segment.sequence)
    file.put(chain)
    file.put(until)
    file.put(body.ids.count)
    for id in body.ids { file.put(id.rawValue) }
    file.put(raw: body.bytes)
    return file.bytes + key.tag(ofRecall: file.bytes)
  }

  private static func put(_ counted: Counted, _ body: inout RecallWriter) {
    body.put(counted.answers.day.start(in: .china))
    body.put(shared: counted.answers.product)
    body.put(shared: counted.answers.developer)
    body.put(counted.answers.parameters)
    body.put(counted.times)
  }

  private static func put(_ named: Named, _ body: inout RecallWriter) {
    body.put(shared: named.request.key)
    body.put(UInt64(truncatingIfNeeded: named.request.mark >> 64))
    body.put(UInt64(truncatingIfNeeded: named.request.mark))
    body.put(named.known == nil ? 0 : named.known?.answer == nil ? 1 : 2)
    guard let known = named.known else { return }
    body.put(known.query)
    if let answer = known.answer { body.put(answer) }
    body.put(known.usage.rawValue)
    body.put(known.at)
  }

  /// Reads a file; nil unless it is whole, was made with the edge's key, and is of that segment.
  init?(_ bytes: [UInt8], of segment: UsageSegmentName, key: SubjectKey) {
    let length = bytes.count - HMAC.byteCount
    let magic = RecallSummary.magic
    guard length > magic.count, bytes.starts(with: magic),
      key.tag(ofRecall: Array(bytes[..<length])).elementsEqual(bytes[length...])
    else { return nil }
    var reader = RecallReader(bytes, from: magic.count, to: length)
    guard reader.text() == segment.edge, reader.text() == segment.place,
      reader.number() == segment.sequence, let chain = reader.digest(),
      let until = reader.instant(), let ids = reader.count(ofAtLeast: 1)
    else { return nil }
    for _ in 0..<ids {
      guard let id = reader.id() else { return nil }
      reader.ids.append(id)
    }
    guard let answers = RecallSummary.answers(&reader), let named = RecallSummary.named(&reader),
      reader.isAtEnd
    else { return nil }
    self.init(segment: segment, chain: chain, until: until, answers: answers, named: named)
  }

  private static func answers(_ reader: inout RecallReader) -> [Counted]? {
    guard let count = reader.count(ofAtLeast: 4 * 8 + Digest.byteCount) else { return nil }
    var answers: [Counted] = []
    answers.reserveCapacity(count)
    var last: (start: Instant, day: Day)?
    for _ in 0..<count {
      guard let start = reader.instant(), let product = reader.sharedID(),
        let developer = reader.sharedID(), let parameters = reader.digest(),
        let times = reader.number()
      else { return nil }
      let day = last?.start == start ? last?.day : nil
      let what = Answers(
        day: day ?? start.day(in: .china), product: product, developer: developer,
        parameters: parameters)
      last = (start, what.day)
      answers.append(Counted(answers: what, times: times))
    }
    return answers
  }

  private static func named(_ reader: inout RecallReader) -> [Named]? {
    guard let count = reader.count(ofAtLeast: 4 * 8) else { return nil }
    var named: [Named] = []
    named.reserveCapacity(count)
    for _ in 0..<count {
      guard let key = reader.sharedID(), let high = reader.word(), let low = reader.word(),
        let kind = reader.number(), kind <= 2
      else { return nil }
      var known: RequestMemory.Known?
      if kind > 0 {
        guard let query = reader.digest() else { return nil }
        let answer = kind == 2 ? reader.digest() : nil
        guard (kind == 2) == (answer != nil), let usage = reader.id(), let at = reader.instant()
        else { return nil }
        known = .init(query: query, answer: answer, usage: usage, at: at)
      }
      let request = RequestMemory.Request(key: key, mark: UInt128(high) << 64 | UInt128(low))
      named.append(Named(request: request, known: known))
    }
    return named
  }
}
