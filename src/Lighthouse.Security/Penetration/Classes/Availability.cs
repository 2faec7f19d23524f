using Lighthouse.Security.Penetration.Floods;
using Lighthouse.Security.Penetration.Fuzzing;
using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Classes;

/// <summary>Inputs that crash or hang, and floods; another client asks for the target's health all the while.</summary>
internal sealed class Availability : IPenetrationClass
{
    private const int Repetitions = 2;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1.5);

    public string Name => PenetrationClasses.DenialOfService;

    public IEnumerable<Payload> Payloads(Canaries canaries) => BoundaryPayloads.All();

    public IEnumerable<Suspicion> Inspect(Exchange exchange, Canaries canaries)
    {
        if (exchange.Response.Status is >= 500 and not (501 or 503 or 505))
            yield return new($"{exchange.Mutant.Where}: an unusual input makes it fail ({exchange.Response.Status})", PenetrationFlaws.Crash);
        if (exchange.Elapsed >= Slow)
            yield return new($"{exchange.Mutant.Where}: an unusual input keeps it busy", PenetrationFlaws.Hang) { Confirm = (run, cancellation) => IsSlowAsync(run, exchange, cancellation) };
    }

    public async Task ProbeAsync(PenetrationRun run, CancellationToken cancellation)
    {
        IFlood[] floods = [new LargeBodies(), new LargeHeads(), new ManyConnections(), new SlowSenders()];
        foreach (var flood in floods)
        {
            // A late answer may be this machine's doing; one at each of two times is not.
            if (await FloodAsync(run, flood, cancellation) is not null && await FloodAsync(run, flood, cancellation) is { } late)
                run.Log.Find(Name, $"{flood.Name} keep another client waiting", PenetrationFlaws.Starved, run.Health, late);
            await IsServedAsync(run, flood, cancellation);
        }
    }

    private static async Task<RawResponse?> FloodAsync(PenetrationRun run, IFlood flood, CancellationToken cancellation)
    {
        await using var witness = Witness.Start(run);
        await flood.RunAsync(run, cancellation);
        return await witness.EndAsync();
    }

    private async Task IsServedAsync(PenetrationRun run, IFlood flood, CancellationToken cancellation)
    {
        for (var time = 0; time < Repetitions; time++)
        {
            if (await run.SendAsync(run.Health, cancellation) is ({ IsSuccess: true }, _))
                return;
        }

        run.Log.Find(Name, $"after {flood.Name} nobody is served", PenetrationFlaws.Dead, run.Health, new RawResponse(0, [], ""));
    }

    private static async Task<bool> IsSlowAsync(PenetrationRun run, Exchange exchange, CancellationToken cancellation)
    {
        if (run.Options.Holding.Contains(exchange.Operation.Id))
            return false;
        for (var time = 0; time < Repetitions; time++)
        {
            var (_, plain) = await run.SendAsync(exchange.Plain, cancellation);
            var (_, slow) = await run.SendAsync(exchange.Mutant.Request, cancellation);
            if (slow < Slow || plain * 2 > slow)
                return false;
        }

        return true;
    }
}
