namespace Lighthouse.Load.Scenarios;

/// <summary>One passage through a scenario, as its steps see it.</summary>
/// <typeparam name="TSession">What an agent keeps between its iterations.</typeparam>
/// <param name="Iteration">Which iteration it is.</param>
/// <param name="Session">The session that is this visit's alone while it lasts.</param>
public sealed record Visit<TSession>(Iteration Iteration, TSession Session);
