namespace Lighthouse.Pipeline.UnitTests;

/// <summary>A test program (xunit.v3 executable) to run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Assembly">Its assembly.</param>
/// <param name="Alone">Whether it needs the machine for itself.</param>
public sealed record TestProgram(string Name, string Assembly, bool Alone);
