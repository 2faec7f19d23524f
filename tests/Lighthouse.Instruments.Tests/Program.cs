using System.Globalization;
using Lighthouse.Instruments.Tests;

if (args is [ListeningChild.Switch, var port])
    return await ListeningChild.MainAsync(int.Parse(port, CultureInfo.InvariantCulture));
if (args is [EnduringChild.Switch, var journal, var server, var seconds])
    return await EnduringChild.MainAsync(journal, server, seconds);
if (args is [LoadingChild.Switch, ..])
    return await LoadingChild.MainAsync(args[1..]);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
