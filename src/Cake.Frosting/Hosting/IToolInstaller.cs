using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that the host was asked for.</summary>
public interface IToolInstaller
{
    /// <summary>Installs one tool with the first package installer that knows its scheme.</summary>
    /// <param name="tool">The tool.</param>
    void Install(PackageReference tool);
}
