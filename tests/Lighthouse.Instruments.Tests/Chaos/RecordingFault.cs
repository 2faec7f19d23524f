using Lighthouse.Chaos;

namespace Lighthouse.Instruments.Tests.Chaos;

/// <summary>A fault that writes down what is called and does as it is told.</summary>
internal sealed class RecordingFault : IFault
{
    public List<string> Calls { get; } = [];

    public Func<CancellationToken, Task> OnInject { get; init; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> OnHeal { get; init; } = _ => Task.CompletedTask;

    public Exception? OnValidate { get; init; }

    public Exception? OnPrepare { get; init; }

    public bool Shows { get; init; } = true;

    public bool Heals { get; init; } = true;

    public bool LeavesTargetUnwell { get; init; }

    public string Name => "recording";

    public void Validate()
    {
        Calls.Add("validate");
        if (OnValidate is not null)
            throw OnValidate;
    }

    public Task PrepareAsync(CancellationToken cancellation)
    {
        Calls.Add("prepare");
        return OnPrepare is null ? Task.CompletedTask : Task.FromException(OnPrepare);
    }

    public Task InjectAsync(CancellationToken cancellation)
    {
        Calls.Add("inject");
        return OnInject(cancellation);
    }

    public Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        Calls.Add("effect");
        return Task.FromResult(Shows ? EffectProof.Proven("seen") : EffectProof.NotProven("not seen"));
    }

    public Task HealAsync(CancellationToken cancellation)
    {
        Calls.Add("heal");
        return OnHeal(cancellation);
    }

    public Task<EffectProof> ProveHealedAsync(CancellationToken cancellation)
    {
        Calls.Add("healed");
        return Task.FromResult(LeavesTargetUnwell ? EffectProof.Unwell("down") : Heals ? EffectProof.Proven("seen") : EffectProof.NotProven("not seen"));
    }
}
