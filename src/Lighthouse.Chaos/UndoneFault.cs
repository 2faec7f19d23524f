namespace Lighthouse.Chaos;

/// <summary>What an earlier run had left behind.</summary>
/// <param name="What">What it was and what became of it.</param>
/// <param name="IsUndone">False when somebody has to look after it by hand.</param>
public sealed record UndoneFault(string What, bool IsUndone);
