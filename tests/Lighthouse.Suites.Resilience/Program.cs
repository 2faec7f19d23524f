using Lighthouse.Suites.Resilience.Seeds;

// The pipeline starts the suite; a person may also ask the same program for many experiments at random.
return args is [SeedOptions.Switch, ..] ? await SeedRun.RunAsync(args) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
