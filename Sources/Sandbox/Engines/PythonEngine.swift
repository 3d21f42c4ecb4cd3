// SPDX-License-Identifier: Apache-2.0
/// A Python script, with the pinned libraries.
///
/// The script finds its inputs in `/in` and writes each declared output to `/out/<name>.<format>`.
/// Isolated mode: no environment, no user or system packages, no current folder.
package struct PythonEngine: Engine {
  private let tools: SandboxTools

  /// Makes the engine.
  package init(tools: SandboxTools) {
    self.tools = tools
  }

  /// `python`.
  package var name: String { "python" }

  private static let start = """
    import sys
    sys.path.append("/engine/site-packages")
    sys.argv = ["/job/main.py"]
    with open("/job/main.py", "rb") as file:
        code = compile(file.read(), "/job/main.py", "exec")
    exec(code, {"__name__": "__main__", "__file__": "/job/main.py"})

    """

  /// The sandbox that runs the script.
  package func spec(for job: EngineJob, outputFolder folder: String) throws -> SandboxSpec {
    guard job.outputs.allSatisfy({ $0.query == nil }) else {
      throw SandboxError.specification("a Python output has no query; the script writes it")
    }
    let library = "/usr/lib/" + (tools.python.split(separator: "/").last ?? "python3")
    let threads = "\(job.threads)"
    var spec = SandboxSpec(
      executable: tools.python, arguments: ["-I", "-S", "-B", "/job/start.py"],
      environment: [
        "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads,
        "POLARS_MAX_THREADS": threads, "JOBLIB_MULTIPROCESSING": "0",
      ],
      readOnlyBinds: [
        Bind(tools.python), Bind(library), Bind(tools.sitePackages, at: "/engine/site-packages"),
      ],
      inputs: job.inputs.map { InputFile(name: $0.fileName, path: $0.path) },
      files: [
        StagedFile(path: "/job/start.py", text: Self.start),
        StagedFile(path: "/job/main.py", text: job.code),
      ],
      outputs: OutputRule(
        folder: folder, backing: job.outputBacking, names: Set(job.outputs.map(\.fileName)),
        filesMax: job.outputs.count),
      limits: job.limits)
    spec.givesWay = true
    spec.scratch = job.scratch
    return spec
  }

  /// Reads the class of the exception and the last line of the script in the traceback.
  package func failure(of receipt: SandboxReceipt, code: String) -> JobFailure {
    PythonFailure(standardError: receipt.standardError, code: code).failure
  }
}
