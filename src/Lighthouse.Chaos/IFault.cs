namespace Lighthouse.Chaos;

/// <summary>One kind of harm to a running target, and its healing.</summary>
public interface IFault
{
    /// <summary>A short name, lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>Checks the options. Called before anything happens.</summary>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    void Validate();

    /// <summary>Checks that the harm would hit only what it may hit, and notes what is needed to prove and heal it. Changes nothing in the target.</summary>
    /// <exception cref="ChaosException">The fault cannot or must not be injected here.</exception>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Does the harm.</summary>
    /// <exception cref="ChaosException">It did not work.</exception>
    Task InjectAsync(CancellationToken cancellation);

    /// <summary>Looks from outside whether the harm took hold.</summary>
    Task<EffectProof> ProveEffectAsync(CancellationToken cancellation);

    /// <summary>Undoes the harm. Called after every preparation, also when the injection failed half-way; safe to call when nothing happened.</summary>
    Task HealAsync(CancellationToken cancellation);

    /// <summary>Looks from outside whether the harm is undone.</summary>
    Task<EffectProof> ProveHealedAsync(CancellationToken cancellation);
}
