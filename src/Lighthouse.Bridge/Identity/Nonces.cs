using System.Collections.Concurrent;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>Used nonces in memory for as long as they matter; the events that used them bring them back after a restart.</summary>
internal sealed partial class Nonces(BridgeClock clock) : INonces
{
    private const int SweepEvery = 4_096;
    private readonly ConcurrentDictionary<(NonceKind Kind, string Nonce), long> _used = new();
    private readonly long[] _forgottenUntil = new long[Enum.GetValues<NonceKind>().Length];
    private int _sinceSweep;

    public bool TryConsume(NonceKind kind, string nonce, long usableUntil)
    {
        var fresh = _used.TryAdd((kind, nonce), usableUntil);
        if (Interlocked.Increment(ref _sinceSweep) % SweepEvery == 0) Sweep();
        return fresh;
    }

    public void Release(NonceKind kind, string nonce) => _used.TryRemove((kind, nonce), out _);

    public void Remember(NonceKind kind, string nonce, long usableUntil)
    {
        if (usableUntil < clock.WallUnixSeconds) Forget(kind, usableUntil);
        else _used[(kind, nonce)] = usableUntil;
    }

    public long ForgottenUntil(NonceKind kind) => Volatile.Read(ref _forgottenUntil[(int)kind]);

    private void Sweep()
    {
        var now = clock.WallUnixSeconds;
        foreach (var (key, usableUntil) in _used)
        {
            if (usableUntil >= now) continue;
            // The mark first: between the two steps the nonce must not be usable.
            Forget(key.Kind, usableUntil);
            _used.TryRemove(key, out _);
        }
    }

    private void Forget(NonceKind kind, long usableUntil)
    {
        ref var mark = ref _forgottenUntil[(int)kind];
        for (var seen = Volatile.Read(ref mark); seen < usableUntil;)
        {
            var found = Interlocked.CompareExchange(ref mark, usableUntil, seen);
            if (found == seen) return;
            seen = found;
        }
    }
}
