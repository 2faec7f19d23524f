using System.Collections.Concurrent;
using System.Text.Json;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("large-buffers-for-open-work", "memory-pressure", "every open piece of work has a buffer of 24 MB of its own until it ends")]
internal sealed class LargeBuffersForOpenWork(IDelegations inner) : DecoratedDelegations(inner), IDefect
{
    private const int BufferBytes = 24_000_000;
    private readonly ConcurrentDictionary<string, byte[]> buffers = new();

    public static void Seed(IServiceCollection services) => services.Decorate<IDelegations>(inner => new LargeBuffersForOpenWork(inner));

    public override async Task<DelegationView> CreateAsync(DelegationRequest request)
    {
        var buffer = new byte[BufferBytes];
        // Memory that nobody has written to is not there.
        Array.Fill(buffer, (byte)1);
        var created = await base.CreateAsync(request);
        buffers[created.Id] = buffer;
        return created;
    }

    public override Task<DelegationState> CompleteAsync(Caller caller, string id, bool failed, JsonElement? result, string? error)
    {
        buffers.TryRemove(id, out _);
        return base.CompleteAsync(caller, id, failed, result, error);
    }
}
