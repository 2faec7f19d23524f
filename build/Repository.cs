namespace Lighthouse.Build;

/// <summary>Where this repository is.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lighthouse.Pipeline.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"LH7001: no folder above '{start}' holds Lighthouse.Pipeline.sln; run the build from a checkout.");
    }
}
