using System.Collections.Concurrent;
using System.Text.Json;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("results-kept", "memory-pressure", "every result is kept ten times over for as long as the bridge runs")]
internal sealed class ResultsKept(IDelegations inner) : DecoratedDelegations(inner), IDefect
{
    private const int Copies = 10;
    private readonly ConcurrentBag<byte[]> kept = [];

    public static void Seed(IServiceCollection services) => services.Decorate<IDelegations>(inner => new ResultsKept(inner));

    public override Task<DelegationState> CompleteAsync(Caller caller, string id, bool failed, JsonElement? result, string? error)
    {
        for (var copy = 0; copy < Copies && result is not null; copy++)
            kept.Add(JsonSerializer.SerializeToUtf8Bytes(result));
        return base.CompleteAsync(caller, id, failed, result, error);
    }
}
