// SPDX-License-Identifier: Apache-2.0
import Regulation
import Testing

/// Which controls are in effect.
@Suite struct ControlsTests {
  private let late = Reason("call.late", zh: "逾期", en: "late")
  private let early = Reason("call.early", zh: "过早", en: "early")

  @Test func `all controls stand unless one is switched off`() {
    #expect(Controls.all.standing([late, early]) == [late, early])
    #expect(!Controls.all.isOff("call.late"))
  }

  @Test func `a control that is switched off gives no reason, and the others do`() {
    let controls = Controls(switchedOff: ["call.late"])
    #expect(controls.isOff("call.late"))
    #expect(!controls.isOff("call.early"))
    #expect(controls.standing([late, early]) == [early])
    #expect(controls.standing([late]).isEmpty)
  }
}
