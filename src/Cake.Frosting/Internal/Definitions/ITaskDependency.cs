namespace Cake.Frosting.Internal.Definitions;

/// <summary>An edge between two tasks, as an attribute states it.</summary>
internal interface ITaskDependency
{
    /// <summary>Gets the task type at the other end.</summary>
    Type Task { get; }
}
