using Lighthouse.Security.Penetration.Fuzzing;

namespace Lighthouse.Security.Penetration;

/// <summary>One class of attack: what it puts into requests, what it sees in answers, and what it tries beside the fuzzer.</summary>
internal interface IPenetrationClass
{
    /// <summary>One of <see cref="PenetrationClasses"/>.</summary>
    string Name { get; }

    /// <summary>Values for every place of every operation that takes one, the most telling first.</summary>
    IEnumerable<Payload> Payloads(Canaries canaries) => [];

    /// <summary>What one answer gives reason to think, whoever's payload was sent.</summary>
    IEnumerable<Suspicion> Inspect(Exchange exchange, Canaries canaries) => [];

    /// <summary>What the fuzzer cannot try, after it.</summary>
    Task ProbeAsync(PenetrationRun run, CancellationToken cancellation) => Task.CompletedTask;
}
