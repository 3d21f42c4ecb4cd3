// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The server and the command line.
@main
struct App: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shuyu",
    abstract: "数域：公共数据资源授权运营平台 / authorised operation of public data",
    subcommands: [
      ServeCommand.self, ActCommand.self, GetCommand.self, UploadCommand.self, DeliverCommand.self,
      RelayCommand.self,
      RebuildCommand.self, BackupCommand.self, RestoreCommand.self, ProfileCommand.self,
      ClausesCommand.self, DiagramsCommand.self, ScenariosCommand.self, LivesCommand.self,
      GenerateCommand.self, TourCommand.self, EgressCommand.self, DomainCommand.self,
    ])
}
