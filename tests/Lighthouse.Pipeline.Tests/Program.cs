using Lighthouse.Pipeline.Tests.Containers;
using Lighthouse.Pipeline.Tests.Faults;
using Lighthouse.Pipeline.Tests.Runs;
using Xunit.Runner.InProc.SystemConsole;

// What runs for long and on several threads cannot do so in an initializer of the module, for which all other threads would wait.
if (await EndlessExperiments.RunIfAskedAsync() || await KilledAnywhere.RunIfToldAsync() || await LeftFaultsOfContainers.RunIfAskedAsync())
    return 0;
return await ConsoleRunner.Run(args);
