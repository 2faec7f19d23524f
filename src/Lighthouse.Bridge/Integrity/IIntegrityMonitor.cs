using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Integrity;

/// <summary>Violations of the stored bytes: found while the bridge runs, recorded, resolved.</summary>
public interface IIntegrityMonitor : IEventSourced
{
    /// <summary>Violations that nobody has resolved.</summary>
    int Open { get; }

    /// <summary>What the monitor has done since the start.</summary>
    IntegrityFigures Figures { get; }

    /// <summary>The violations, newest first.</summary>
    IReadOnlyList<Violation> List();

    /// <summary>Looks at all stored bytes once and reports what is new.</summary>
    Task PassAsync(CancellationToken cancellation);

    /// <summary>Resolves a violation.</summary>
    /// <exception cref="RefusalException">404 unknown, 409 resolved already.</exception>
    Task ResolveAsync(Caller caller, string id, string word, string note);
}

/// <summary>What the monitor has done since the start.</summary>
/// <param name="Passes">Passes over the whole store.</param>
/// <param name="LastPassAt">End of the last one in unix milliseconds; null before the first.</param>
/// <param name="Bytes">Bytes that were verified.</param>
/// <param name="Found">Violations found, by kind.</param>
public sealed record IntegrityFigures(long Passes, long? LastPassAt, long Bytes, IReadOnlyDictionary<string, long> Found);
