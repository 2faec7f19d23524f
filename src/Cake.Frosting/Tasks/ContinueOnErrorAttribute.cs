namespace Cake.Frosting;

/// <summary>Lets the build go on, and end with exit code 0, when the task fails. Never right for a task whose verdict matters.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute
{
}
