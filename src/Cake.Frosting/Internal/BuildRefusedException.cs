namespace Cake.Frosting.Internal;

/// <summary>The command line or the definitions of the tasks are wrong, so that nothing was run.</summary>
internal sealed class BuildRefusedException(string message) : Exception(message)
{
    /// <summary>The exit code of a build that was refused.</summary>
    public const int Code = 2;
}
