// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

@Suite struct PlaceKeyTests {
  @Test func `a name leads up to the place whose rules apply`() throws {
    let city = PlaceKey.below("sichuan", try #require(DivisionCode("510100")))
    let county = PlaceKey.below(city, try #require(DivisionCode("510104")))
    #expect(city == "sichuan-510100")
    #expect(county == "sichuan-510100-510104")
    #expect(PlaceKey.root(of: county) == "sichuan")
    #expect(PlaceKey.root(of: "sichuan") == "sichuan")
    #expect(PlaceKey.above(county) == city)
    #expect(PlaceKey.above("sichuan") == nil)
    #expect(PlaceKey.upwards(from: county) == [county, city, "sichuan"])
    #expect(PlaceKey.upwards(from: "sichuan") == ["sichuan"])
  }

  @Test func `what lies below a place, at whatever level, is within it`() {
    #expect(PlaceKey.isBelow("sichuan-510100", "sichuan"))
    #expect(PlaceKey.isBelow("sichuan-510100-510104", "sichuan"))
    #expect(PlaceKey.isWithin("sichuan", "sichuan"))
    #expect(!PlaceKey.isBelow("sichuan", "sichuan"))
  }

  @Test(arguments: [
    ("sichuan", "sichuan-510100"), ("sichuan-510100", "sichuan-510300"),
    ("sichuan-510100", "sichuan-51010"), ("sichuan2-510100", "sichuan"), ("", "sichuan"),
    ("quzhou-330802", "handan"),
  ])
  func `neighbours, the place above and names that begin alike are not`(
    place: String, other: String
  ) {
    #expect(!PlaceKey.isBelow(place, other))
    #expect(!PlaceKey.isWithin(place, other))
  }
}
