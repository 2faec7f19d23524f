using System.Globalization;
using Lighthouse.Instruments.Tests;

if (args is [ListeningChild.Switch, var port])
    return await ListeningChild.MainAsync(int.Parse(port, CultureInfo.InvariantCulture));
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
