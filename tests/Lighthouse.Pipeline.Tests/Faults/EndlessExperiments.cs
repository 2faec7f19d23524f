using System.Globalization;
using Lighthouse.Chaos;
using Lighthouse.Chaos.CpuThrottle;
using Lighthouse.Chaos.DiskStress;
using Lighthouse.Chaos.Exhaustion;
using Lighthouse.Chaos.FileDamage;
using Lighthouse.Chaos.PowerLoss;
using Lighthouse.Chaos.ProcessHang;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Pipeline.Runs;
using Lighthouse.Targets;
using ProcessIdentity = Lighthouse.Chaos.ProcessKill.ProcessIdentity;

namespace Lighthouse.Pipeline.Tests.Faults;

/// <summary>This test program as a run of small experiments without an end, one of each kind that reaches outside its own process, for others to kill.</summary>
internal sealed class EndlessExperiments(RunFolder folder, Random random)
{
    public const string Variable = "LIGHTHOUSE_TEST_EXPERIMENTS";
    public const string Begins = "begin ", Ends = "end ";
    private const long SmallDiskBytes = 2_000_000, ImageBytes = 16_000_000, MemoryBytes = 1_000_000_000;
    private int targets;

    /// <summary>The file that is damaged.</summary>
    public static string VictimIn(RunFolder folder) => Path.Combine(folder.Artifacts, "victim");

    /// <summary>Does what the environment asks for; false when it asks for nothing, and the tests are to run.</summary>
    public static async Task<bool> RunIfAskedAsync()
    {
        if (Environment.GetEnvironmentVariable(PlainTarget.Variable)?.Split('|') is [var url, var data])
        {
            await PlainTarget.RunAsync(url, data);
            return true;
        }

        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var artifacts, var seed])
            return false;
        await new EndlessExperiments(new RunFolder(artifacts, "week2"), new Random(int.Parse(seed, CultureInfo.InvariantCulture))).RunAsync();
        return true;
    }

    private async Task RunAsync()
    {
        Directory.CreateDirectory(folder.Scratch);
        while (true)
        {
            var kinds = new (string Name, Func<string, Task> Run)[]
            {
                ("hang", HangAsync), ("throttle", name => ThrottleAsync(name, byGroup: false)), ("quota", name => ThrottleAsync(name, byGroup: true)),
                ("memory", MemoryAsync), ("damage", DamageAsync), ("kill", KillAsync), ("flush", FlushAsync), ("full-disk", FullDiskAsync), ("power", PowerAsync),
            };
            random.Shuffle(kinds);
            foreach (var (name, run) in kinds)
                await run(name);
        }
    }

    private async Task HangAsync(string name)
    {
        await using var target = await StartAsync(PlainTarget.Recipe);
        await ExperimentAsync(name, new ProcessHangFault(
            new ProcessHangOptions { Process = Own(target), Journal = folder.Faults.Stopped, Port = target.Url.Port, AnswersAsync = token => AnswersAsync(target, token) }, TimeProvider.System));
    }

    private async Task ThrottleAsync(string name, bool byGroup)
    {
        await using var target = await StartAsync(PlainTarget.Recipe);
        await ExperimentAsync(name, new CpuThrottleFault(
            new CpuThrottleOptions
            {
                Process = Own(target), Journal = folder.Faults.Stopped, Groups = byGroup ? folder.Faults.Groups : null, Share = 0.05, Samples = 5, WorkAsync = token => AnswersAsync(target, token),
            },
            TimeProvider.System));
    }

    private async Task MemoryAsync(string name)
    {
        await using var target = await StartAsync(PlainTarget.Recipe);
        await ExperimentAsync(name, new ExhaustionFault(
            new ExhaustionOptions
            {
                Process = Own(target), Limit = new MemoryGroupLimit(folder.Faults.Groups, MemoryBytes), PressAsync = _ => Task.CompletedTask, IsRefusingAsync = _ => Task.FromResult(true),
                RestartAsync = _ => Task.CompletedTask, IsHealthyAsync = token => AnswersAsync(target, token),
            },
            TimeProvider.System));
    }

    private async Task DamageAsync(string name)
    {
        var victim = VictimIn(folder);
        await ExperimentAsync(name, new FileDamageFault(
            new FileDamageOptions
            {
                Path = victim, AllowedFolder = folder.Artifacts, Kind = DamageKind.FlippedByte, Records = [new RecordSpan(0, (int)new FileInfo(victim).Length)], Random = random,
            },
            folder.Faults.Damaged));
    }

    private async Task KillAsync(string name)
    {
        await using var target = await StartAsync(PlainTarget.Recipe);
        await ExperimentAsync(name, new ProcessKillFault(
            new ProcessKillOptions { Process = Own(target), Port = target.Url.Port, RestartAsync = _ => RestartAsync(target), IsHealthyAsync = token => AnswersAsync(target, token) }, TimeProvider.System));
    }

    private async Task FlushAsync(string name)
    {
        await using var target = await StartAsync(PlainTarget.Recipe);
        using var fault = new FlushFault(
            new FlushFaultOptions
            {
                Process = Own(target), Delay = TimeSpan.FromMilliseconds(50), TraceFile = Path.Combine(folder.Scratch, $"trace-{targets}"),
                FlushAsync = token => AnswersAsync(target, token), IsHealthyAsync = token => AnswersAsync(target, token),
            },
            TimeProvider.System);
        await ExperimentAsync(name, fault);
    }

    private async Task FullDiskAsync(string name)
    {
        var (program, arguments) = SmallDisk.Command("{data}", SmallDiskBytes, PlainTarget.Recipe.Program, PlainTarget.Recipe.Arguments);
        await using var target = await StartAsync(PlainTarget.Recipe with { Program = program, Arguments = arguments });
        await ExperimentAsync(name, new FullDiskFault(new FullDiskOptions { Folder = SmallDisk.SeenFromOutside(target.Identity.Id, target.DataFolder) }, TimeProvider.System));
    }

    private async Task PowerAsync(string name)
    {
        var image = Path.Combine(folder.Scratch, $"disk-{targets}.img");
        ImageDisk.Make(image, ImageBytes);
        var (program, arguments) = ImageDisk.Command(image, "{data}", PlainTarget.Recipe.Program, PlainTarget.Recipe.Arguments);
        await using var target = await StartAsync(PlainTarget.Recipe with { Program = program, Arguments = arguments });
        await ExperimentAsync(name, new PowerLossFault(
            new PowerLossOptions { Process = Own(target), Image = image, Folder = target.DataFolder, RestartAsync = _ => RestartAsync(target), IsHealthyAsync = token => AnswersAsync(target, token) }, TimeProvider.System));
    }

    private async Task ExperimentAsync(string name, IFault fault)
    {
        Console.WriteLine(Begins + name);
        var lasts = TimeSpan.FromMilliseconds(random.Next(100, 600));
        var result = await new Experiment(fault, new ExperimentOptions { WhileInEffect = token => Task.Delay(lasts, token) }, TimeProvider.System).RunAsync(CancellationToken.None);
        Console.WriteLine($"{Ends}{name} {result.Status} {result.Reason}");
    }

    private Task<TargetProcess> StartAsync(TargetRecipe recipe)
    {
        var name = $"target-{++targets}";
        return TargetProcess.StartAsync(recipe, Path.Combine(folder.Scratch, name), folder.Log($"{name}.log"), folder.Journal, CancellationToken.None);
    }

    private static async Task RestartAsync(TargetProcess target)
    {
        await target.StopAsync();
        target.Launch();
    }

    private static ProcessIdentity Own(TargetProcess target) => new(target.Identity.Id, target.Identity.StartedAt);

    private static async Task<bool> AnswersAsync(TargetProcess target, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(target.Url, cancellation);
        return answer.IsSuccessStatusCode;
    }
}
