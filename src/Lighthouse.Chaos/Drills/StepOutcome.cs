namespace Lighthouse.Chaos.Drills;

/// <summary>How a step ended.</summary>
public enum StepOutcome
{
    /// <summary>It was not reached, because one before it failed: the procedure stops there.</summary>
    NotReached,

    /// <summary>It did not work, took too long, or was not seen to be done.</summary>
    Failed,

    /// <summary>It was done, and seen to be.</summary>
    Done,
}
