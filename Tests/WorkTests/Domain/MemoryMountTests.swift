// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Foundation
import Testing
import Work

@Suite struct MemoryMountTests {
  struct Broken: Error {}

  @Test func `a folder is private and goes with the work that used it`() async throws {
    let mount = MemoryMount(installation: UUID().uuidString, random: SystemRandom())
    let path = try await mount.withFolder { folder in
      try folder.write([1, 2], to: "a")
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
      #expect(try mount.folders().count == 1)
      #expect(try folder.read("a", bytesMax: 2) == [1, 2])
      #expect(throws: DomainFault.tooLarge) { try folder.read("a", bytesMax: 1) }
      return folder.path
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a folder goes when its work fails`() async throws {
    let mount = MemoryMount(installation: UUID().uuidString, random: SystemRandom())
    await #expect(throws: Broken.self) {
      try await mount.withFolder { folder in
        try folder.make("out")
        throw Broken()
      }
    }
    #expect(try mount.folders().isEmpty)
  }

  @Test func `a sweep takes the installation's own folders and no others`() async throws {
    let mine = MemoryMount(installation: UUID().uuidString, random: SystemRandom())
    let other = MemoryMount(installation: UUID().uuidString, random: SystemRandom())
    try await mine.withFolder { (_: MemoryFolder) async throws -> Void in
      try await other.withFolder { (folder: MemoryFolder) async throws -> Void in
        #expect(try mine.sweep() == 1)
        #expect(try mine.folders().isEmpty)
        #expect(FileManager.default.fileExists(atPath: folder.path))
      }
    }
  }
}
