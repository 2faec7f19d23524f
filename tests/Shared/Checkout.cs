namespace Lighthouse.Testing;

/// <summary>The files of this checkout.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Week2 => Path.Combine(Root, "build", "runbooks", "week2.yaml");

    public static IEnumerable<string> Projects => Files("*.csproj");

    public static IEnumerable<string> Sources => Files("*.cs");

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Files(string pattern) =>
        new[] { "build", "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lighthouse.Pipeline.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no folder above the tests holds Lighthouse.Pipeline.sln");
        return folder.FullName;
    }
}
