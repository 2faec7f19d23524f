namespace Lighthouse.Security;

/// <summary>One way to attack a running target.</summary>
public interface IAttack
{
    /// <summary>A short name, lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>What holds when nothing is found, one sentence.</summary>
    string Claim { get; }

    /// <summary>Attacks the target.</summary>
    /// <param name="context">The target and what is shared between attacks.</param>
    /// <param name="cancellation">Ends it without a result.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<AttackResult> RunAsync(AttackContext context, CancellationToken cancellation);
}
