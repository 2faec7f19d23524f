namespace Lighthouse.Load;

/// <summary>One execution of a step.</summary>
/// <param name="Number">From 0, in the order of the intended starts; in a closed run counted per agent.</param>
/// <param name="Agent">From 0; the agent that runs it in a closed run, 0 in an open one.</param>
/// <param name="IntendedStart">When it should start, counted from the start of the run.</param>
public readonly record struct Iteration(long Number, int Agent, TimeSpan IntendedStart)
{
    /// <summary>How much later than intended the step was called; a step that times a part of itself adds it. 0 where no step is called.</summary>
    public TimeSpan StartDelay { get; init; }
}
