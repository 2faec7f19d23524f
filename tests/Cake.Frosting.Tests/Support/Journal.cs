namespace Cake.Frosting.Tests.Support;

/// <summary>What happened in a build, in order; tasks ask for it in their constructors.</summary>
public sealed class Journal
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries => _entries;

    public void Add(string entry) => _entries.Add(entry);
}
