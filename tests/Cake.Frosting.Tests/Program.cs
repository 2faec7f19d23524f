using Cake.Frosting.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

// The working directory and the console belong to the whole process, so that builds with their own get one.
return args is [SampleBuild.Switch, .. var rest] ? SampleBuild.Run(rest) : await ConsoleRunner.Run(args);
