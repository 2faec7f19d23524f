namespace Lighthouse.Chaos.Containers;

/// <summary>Which container a fault goes to, and how it is asked.</summary>
public sealed record ContainerOptions
{
    /// <summary>The container that this run started; another is refused.</summary>
    public required ContainerIdentity Container { get; init; }

    /// <summary>Where it is written down what is changed.</summary>
    public required ContainerFaultJournal Journal { get; init; }

    /// <summary>Asks the target by a connection of its own; true when an answer came.</summary>
    public required Func<CancellationToken, Task<bool>> AnswersAsync { get; init; }

    /// <summary>How long an answer may take before there is none. Default 1 s.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the target may take to answer before the fault and after the healing, and the engine to say so. Default 30 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        Container.Validate();
        if (AnswerWithin <= TimeSpan.Zero || ShowWithin <= AnswerWithin || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC5504: AnswerWithin is {AnswerWithin} and ShowWithin {ShowWithin}; above 0, ShowWithin the longer and at most 1 h.");
    }
}
