// swift-tools-version:6.3
import PackageDescription

/// Settings every target shares. Each feature names its proposal.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
  .enableUpcomingFeature("InferIsolatedConformances"),  // SE-0470
  .treatAllWarnings(as: .error),  // SE-0480
]

/// SE-0458: raw pointers must say `unsafe`. Only targets that import C leave it off.
let safe = strict + [.strictMemorySafety()]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "shuyu",
  products: [
    .executable(name: "shuyu", targets: ["shuyu"]),
    .executable(name: "shuyu-verify", targets: ["shuyu-verify"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // Layer 0: pure.
    .target(name: "Core", swiftSettings: safe),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .target(name: "Cryptography", dependencies: ["Core", "COpenSSL"], swiftSettings: strict),
    .target(name: "Merkle", dependencies: ["Core", "Cryptography"], swiftSettings: safe),
    .target(
      name: "Evidence", dependencies: ["Core", "Cryptography", "Merkle"], swiftSettings: safe),
    .target(name: "Regulation", dependencies: ["Core", yams], swiftSettings: safe),
    .target(name: "DisclosureControl", dependencies: ["Core"], swiftSettings: safe),
    .target(name: "Tabular", dependencies: ["Core"], swiftSettings: safe),
    // Layer 1: decides.
    .target(
      name: "Platform",
      dependencies: ["Core", "Cryptography", "Evidence", "Regulation", "DisclosureControl"],
      swiftSettings: safe),
    // Layer 2: adapters.
    .target(
      name: "Store",
      dependencies: [
        "Core", "Cryptography", "Merkle", "Evidence", "Regulation", "Platform", grdb, log,
      ],
      swiftSettings: safe),
    .target(
      name: "Ledger", dependencies: ["Core", "Cryptography", "Merkle", "Evidence", log],
      swiftSettings: safe),
    .target(name: "Vault", dependencies: ["Core", "Cryptography"], swiftSettings: safe),
    .target(
      name: "CSandbox", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    .target(name: "Sandbox", dependencies: ["Core", "CSandbox", log], swiftSettings: strict),
    .target(
      name: "CODBC", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    .target(
      name: "ODBC", dependencies: ["Core", "Platform", "Tabular", "CODBC"],
      swiftSettings: strict),
    .target(
      name: "EgressCheck",
      dependencies: ["Core", "Cryptography", "DisclosureControl", "Sandbox"],
      swiftSettings: safe),
    .target(
      name: "Gateway",
      dependencies: [
        "Core", "Cryptography", "Evidence", "Regulation", "DisclosureControl", "Platform", log,
      ],
      swiftSettings: safe),
    .target(
      name: "Web",
      dependencies: [
        "Core", "Cryptography", "Evidence", "Regulation", "DisclosureControl", "Platform",
        "Tabular", "Gateway", hummingbird, mustache, log, metrics,
      ],
      resources: [.copy("Templates"), .copy("Assets")],
      swiftSettings: safe),
    .target(
      name: "Work",
      dependencies: [
        "Core", "Cryptography", "Evidence", "Regulation", "DisclosureControl", "Platform", "Store",
        "Ledger", "Vault", "Sandbox", "EgressCheck", "Gateway", "Tabular", lifecycle, log,
        metrics,
      ],
      swiftSettings: safe),
    .target(
      name: "Scenarios",
      dependencies: ["Core", "Cryptography", "Regulation", "Platform", "Store", yams, log],
      swiftSettings: safe),
    // Layer 3: programs.
    .target(name: "CityGenerator", dependencies: ["Core"], swiftSettings: safe),
    .executableTarget(
      name: "shuyu",
      dependencies: [
        "Core", "Cryptography", "Merkle", "Evidence", "Regulation", "DisclosureControl", "Platform",
        "Store", "Ledger", "Vault", "Sandbox", "Gateway", "Web", "Work", "CityGenerator",
        "Tabular", "Scenarios", "EgressCheck", "ODBC", hummingbird, lifecycle, signals, arguments,
        log, metrics,
      ],
      swiftSettings: safe),
    .executableTarget(
      name: "shuyu-verify",
      dependencies: ["Core", "Cryptography", "Merkle", "Evidence", arguments],
      swiftSettings: safe),
    .executableTarget(
      name: "shuyu-bench",
      dependencies: [
        "Core", "Cryptography", "Evidence", "Regulation", "DisclosureControl", "Platform", "Store",
        "Tabular", "Sandbox", "Vault", "Gateway", "Web", "Work", hummingbird, arguments, log,
      ],
      path: "Benchmarks/Sources", swiftSettings: safe),
    // Tests.
    .testTarget(name: "CoreTests", dependencies: ["Core"], swiftSettings: strict),
    .testTarget(
      name: "CryptographyTests", dependencies: ["Core", "Cryptography"], swiftSettings: strict),
    .testTarget(
      name: "MerkleTests", dependencies: ["Core", "Cryptography", "Merkle"],
      swiftSettings: strict),
    .testTarget(
      name: "EvidenceTests", dependencies: ["Core", "Cryptography", "Merkle", "Evidence"],
      swiftSettings: strict),
    .testTarget(
      name: "LedgerTests", dependencies: ["Core", "Cryptography", "Merkle", "Evidence", "Ledger"],
      swiftSettings: strict),
    .testTarget(
      name: "RegulationTests", dependencies: ["Core", "Regulation"], swiftSettings: strict),
    .testTarget(
      name: "DisclosureControlTests", dependencies: ["Core", "DisclosureControl"],
      swiftSettings: strict),
    .testTarget(name: "TabularTests", dependencies: ["Core", "Tabular"], swiftSettings: strict),
    .testTarget(
      name: "VaultTests", dependencies: ["Core", "Cryptography", "Vault"], swiftSettings: strict),
    .testTarget(
      name: "SandboxTests", dependencies: ["Core", "Sandbox"], swiftSettings: strict),
    .testTarget(
      name: "ODBCTests", dependencies: ["Platform", "ODBC"], swiftSettings: strict),
    .testTarget(
      name: "EgressCheckTests",
      dependencies: [
        "Core", "Cryptography", "DisclosureControl", "Sandbox", "EgressCheck", log,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayTests",
      dependencies: [
        "Core", "Cryptography", "Evidence", "Regulation", "DisclosureControl", "Platform",
        "Gateway",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CityGeneratorTests", dependencies: ["Core", "CityGenerator"], swiftSettings: strict),
    .testTarget(
      name: "PlatformTests",
      dependencies: ["Core", "Cryptography", "Evidence", "Regulation", "Platform"],
      swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Core", "Cryptography", "Merkle", "Evidence", "Regulation", "Platform", "Store", grdb,
        log,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Core", "Cryptography", "Evidence", "Regulation", "Platform", "Gateway", "Sandbox", "Web",
        hummingbird,
      ],
      exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(
      name: "WorkTests",
      dependencies: [
        "Core", "Cryptography", "Evidence", "Regulation", "DisclosureControl", "Platform", "Store",
        "Vault", "Sandbox", "Tabular", "Gateway", "Work", "Ledger", "Merkle", grdb, log,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScenarioTests",
      dependencies: ["Core", "Regulation", "Platform", "Scenarios"], swiftSettings: strict),
    .testTarget(name: "RepositoryTests", swiftSettings: strict),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "Core", "Cryptography", "Evidence", "Regulation", "Platform", "Tabular", "ODBC", "Sandbox",
        "Scenarios", "shuyu",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
