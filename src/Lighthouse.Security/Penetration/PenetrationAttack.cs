using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Penetration.Classes;
using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration;

/// <summary>Ten classes of attack on every operation of a description: mutants drawn by a seed, and what no mutant can try.</summary>
/// <param name="options">What it needs to know of the target.</param>
public sealed class PenetrationAttack(PenetrationOptions options) : IAttack
{
    private const int MoreHandles = 100;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RecoveryPause = TimeSpan.FromMilliseconds(200);
    private static readonly IPenetrationClass[] s_classes =
    [
        new Injection(), new CrossSiteScripting(), new CrossSiteRequests(), new Authentication(), new Privileges(),
        new Traversal(), new RemoteExecution(), new Disclosure(), new Availability(), new Sessions(),
    ];

    /// <inheritdoc/>
    public string Name => "penetration";

    /// <inheritdoc/>
    public string Claim => "No input of a caller is executed, shown to others, or keeps the target from serving them.";

    /// <inheritdoc/>
    /// <exception cref="OpenApiException">The description cannot be used.</exception>
    public async Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var description = options.Description ?? OpenApiReader.Read(options.OpenApiJson);
        await using var canaries = new Canaries(options.CanaryFolder, context.Random);
        var run = new PenetrationRun(context, options, description, canaries, new PenetrationLog(Name, context.Target));
        await HealthAsync(run, "before the attacks", cancellation);
        var before = options.Resources?.Invoke();
        await FuzzAsync(run, cancellation);
        foreach (var one in Chosen)
            await one.ProbeAsync(run, cancellation);
        await HealthAsync(run, "after the attacks", cancellation);
        if (before is not null)
            await CompareAsync(run, before, cancellation);
        return run.Log.ToResult();
    }

    private List<IPenetrationClass> Chosen => [.. s_classes.Where(one => options.Classes.Contains(one.Name))];

    private async Task FuzzAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var payloads = Chosen.SelectMany(one => one.Payloads(run.Canaries)).ToList();
        var fuzzer = new Fuzzer(run, Chosen, new MutantPlan(payloads, run.Canaries, options.CasesPerOperation));
        // Seeds in the order of the description, so that the order of work does not decide what is drawn.
        var work = run.Operations.Select(operation => (Operation: operation, Random: new Random(run.Context.Random.Next()))).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            work.Where(one => !options.Last.Contains(one.Operation.Id)), parallel, async (one, token) => await fuzzer.RunAsync(one.Operation, one.Random, token));
        foreach (var (operation, random) in work.Where(one => options.Last.Contains(one.Operation.Id)))
            await fuzzer.RunAsync(operation, random, cancellation);
    }

    private static async Task HealthAsync(PenetrationRun run, string when, CancellationToken cancellation)
    {
        var (response, _) = await run.SendAsync(run.Health, cancellation);
        run.Log.Control($"GET {run.Options.HealthPath} {when}", response is { IsSuccess: true }, response is null ? "no answer" : $"status {response.Status}: {response.Beginning(200)}");
        if (response is null && when == "after the attacks")
            run.Log.Find(PenetrationClasses.DenialOfService, "after the attacks nobody is served", PenetrationFlaws.Dead, run.Health, new RawResponse(0, [], ""));
    }

    /// <summary>Waits a while for memory and handles to come back.</summary>
    private async Task CompareAsync(PenetrationRun run, ResourceReading before, CancellationToken cancellation)
    {
        var begun = run.Context.Time.GetTimestamp();
        var after = options.Resources!();
        while (after is not null && Grew(before, after) is not null && run.Context.Time.GetElapsedTime(begun) < Recovery)
        {
            await Task.Delay(RecoveryPause, run.Context.Time, cancellation);
            after = options.Resources!();
        }

        run.Log.Attempt(PenetrationClasses.DenialOfService, after is null ? Answer.Unclear : Answer.Refused);
        if (after is not null && Grew(before, after) is { } what)
            run.Log.Find(PenetrationClasses.DenialOfService, $"after the attacks {what} do not come back", PenetrationFlaws.Growth, run.Health, new RawResponse(0, [], ""));
    }

    private string? Grew(ResourceReading before, ResourceReading after) =>
        after.Handles > before.Handles + MoreHandles ? "handles"
        : after.ResidentBytes > before.ResidentBytes + options.MostGrowth ? "hundreds of megabytes"
        : null;
}
