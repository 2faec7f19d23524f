using Lighthouse.Load.Arrivals;

namespace Lighthouse.Load.Scenarios;

/// <summary>What an agent does in one iteration: named steps, one after the other. The first that fails ends the iteration. Begin with <see cref="Named"/>.</summary>
public abstract class Scenario
{
    private protected Scenario(string name, int weight)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (weight is < 1 or > 1000)
            throw new ArgumentException($"LHL3501: scenario '{name}' has the weight {weight}; it must lie between 1 and 1,000.");
        Name = name;
        Weight = weight;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its part in a mix, relative to the others'. Default 1.</summary>
    public int Weight { get; }

    /// <summary>A scenario without a session.</summary>
    public static Scenario<NoSession> Named(string name) => Named(name, (_, _) => Task.FromResult(NoSession.Only));

    /// <summary>A scenario whose agents keep something between iterations.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="open">Opens the session of an agent, in a closed run once for each; in an open run a session goes to the next iteration when one ends, and a new one is opened when none is idle. A session that can be disposed is, at the end of the run.</param>
    public static Scenario<TSession> Named<TSession>(string name, Func<int, CancellationToken, Task<TSession>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new Scenario<TSession>(name, 1, open, []);
    }

    internal abstract IScenarioRunner Runner(TimeProvider time, bool sessionsByAgent);
}

/// <summary>A scenario with the type of its session.</summary>
/// <typeparam name="TSession">What an agent keeps between its iterations.</typeparam>
public sealed class Scenario<TSession> : Scenario
{
    private readonly Func<int, CancellationToken, Task<TSession>> _open;
    private readonly IReadOnlyList<Part> _parts;

    internal Scenario(string name, int weight, Func<int, CancellationToken, Task<TSession>> open, IReadOnlyList<Part> parts)
        : base(name, weight)
    {
        _open = open;
        _parts = parts;
    }

    /// <summary>The same with another step at its end.</summary>
    /// <param name="name">Its name; not that of another step.</param>
    /// <param name="step">What it does. An exception is a failure of the kind of its type.</param>
    public Scenario<TSession> Step(string name, Func<Visit<TSession>, CancellationToken, Task<IterationOutcome>> step)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(step);
        if (_parts.Any(part => part.Name == name))
            throw new ArgumentException($"LHL3502: scenario '{Name}' has a step '{name}' already; give each its own name.");
        return new Scenario<TSession>(Name, Weight, _open, [.. _parts, new Part(name, step, null)]);
    }

    /// <summary>The same with a pause at its end. It counts in the iteration's time, and in no step's.</summary>
    public Scenario<TSession> Pause(ThinkTime think)
    {
        ArgumentNullException.ThrowIfNull(think);
        return new Scenario<TSession>(Name, Weight, _open, [.. _parts, new Part(null, null, think)]);
    }

    /// <summary>The same with another part in a mix.</summary>
    /// <param name="weight">1 to 1,000.</param>
    public Scenario<TSession> Weighing(int weight) => new(Name, weight, _open, _parts);

    internal override IScenarioRunner Runner(TimeProvider time, bool sessionsByAgent) => _parts.Any(part => part.Step is not null)
        ? new ScenarioRunner<TSession>(this, _open, _parts, time, sessionsByAgent)
        : throw new ArgumentException($"LHL3503: scenario '{Name}' has no step, so that it would measure nothing.");

    /// <summary>A step, or a pause.</summary>
    internal sealed record Part(string? Name, Func<Visit<TSession>, CancellationToken, Task<IterationOutcome>>? Step, ThinkTime? Think);
}
