using System.Globalization;
using System.Runtime.InteropServices;
using Lighthouse.Benchmarks;
using Lighthouse.Benchmarks.Reporting;
using Lighthouse.Benchmarks.Running;

// Exit codes: 0 every target met, 1 a target missed, inconclusive or not measured, 2 the command line is wrong.
using var stop = new CancellationTokenSource();
if (args is [var first, ..] && first.StartsWith(ChildProcess.RoleOption, StringComparison.Ordinal))
{
    await Found.Role(first[ChildProcess.RoleOption.Length..]).RunAsync(args[1..], stop.Token);
    return 0;
}
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
CommandLine command;
try
{
    command = CommandLine.Read(args);
}
catch (Exception e) when (e is ArgumentException or FormatException)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine("usage: Lighthouse.Benchmarks [--list] [--rounds=5] [--seconds=2] [--seed=1] [--folder=PATH] [NAME ...]");
    return 2;
}
if (command.List)
{
    foreach (var benchmark in command.Benchmarks)
        Console.WriteLine(benchmark.Name);
    return 0;
}
var rows = new List<Row>();
foreach (var benchmark in command.Benchmarks)
{
    var folder = Directory.CreateDirectory(Path.Combine(command.Run.Folder, $"lighthouse-benchmark-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}"));
    try
    {
        Console.Error.WriteLine($"{benchmark.Name}:");
        rows.AddRange(await benchmark.RunAsync(command.Run with { Folder = folder.FullName }, stop.Token));
    }
    catch (Exception) when (stop.IsCancellationRequested)
    {
        Console.Error.WriteLine($"{benchmark.Name} was stopped; no table is made of a part.");
        return 1;
    }
    catch (Exception e)
    {
        rows.Add(Row.Broken(benchmark.Name, e));
        Console.Error.WriteLine(e);
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}
Console.WriteLine(Table.Of(rows, command.Run, TimeProvider.System.GetUtcNow()));
return rows.Count > 0 && !rows.Any(row => row.Failed) ? 0 : 1;
