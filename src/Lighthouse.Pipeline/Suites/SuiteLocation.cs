using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Suites;

/// <summary>Finds the built program of a day's suite.</summary>
/// <param name="testsFolder">Folder that holds the suite projects.</param>
/// <param name="configuration">Build configuration.</param>
public sealed class SuiteLocation(string testsFolder, string configuration)
{
    /// <summary>Build configuration of the suites.</summary>
    public string Configuration => configuration;

    /// <summary>The suite's assembly; it may not exist when the suite was not built.</summary>
    public string AssemblyOf(Day day) =>
        Path.Combine(testsFolder, day.Suite, "bin", configuration, "net10.0", $"{day.Suite}.dll");
}
