namespace Lighthouse.Pipeline.Tests;

/// <summary>The checkout that is tested.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Week2 => Path.Combine(Root, "build", "runbooks", "week2.yaml");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lighthouse.Pipeline.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no folder above the tests holds Lighthouse.Pipeline.sln");
        return folder.FullName;
    }
}
