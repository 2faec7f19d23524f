using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal.Definitions;

/// <summary>What a task's class says about it: name, description, edges, and which of its methods it overrides.</summary>
internal sealed class TaskDefinition
{
    private readonly IFrostingTask _task;
    private readonly Type _type;
    private readonly Type _base;

    private TaskDefinition(IFrostingTask task, Type frostingBase)
    {
        _task = task;
        _type = task.GetType();
        _base = frostingBase;
        Name = NameOf(_type);
    }

    /// <summary>Gets the target's name.</summary>
    public string Name { get; }

    /// <summary>Gets the full name of the task's class, for messages.</summary>
    public string TypeName => _type.FullName ?? _type.Name;

    /// <summary>Gets the context type that the task asks for.</summary>
    public Type ContextType => _base.GenericTypeArguments[0];

    /// <summary>Reads the definition of a task.</summary>
    /// <exception cref="BuildRefusedException">The class does not derive from a Frosting task class.</exception>
    public static TaskDefinition Of(IFrostingTask task) =>
        FrostingBaseOf(task.GetType()) is { } frostingBase
            ? new TaskDefinition(task, frostingBase)
            : throw new BuildRefusedException(
                $"CF1004: task type '{task.GetType().FullName}' implements {nameof(IFrostingTask)} by itself; derive it from FrostingTask<T> or AsyncFrostingTask<T>.");

    /// <summary>Gets the target's name of a task type.</summary>
    public static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    /// <summary>Gets the types of the tasks that the attributes of one kind name.</summary>
    public IEnumerable<Type> Edges<TAttribute>()
        where TAttribute : Attribute, ITaskDependency =>
        _type.GetCustomAttributes<TAttribute>().Select(attribute => attribute.Task);

    /// <summary>Registers the task with the engine.</summary>
    public void RegisterWith(ICakeEngine engine, IFrostingContext context, ICakeLog log)
    {
        var builder = engine.RegisterTask(Name);
        if (_type.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
        {
            builder.Description(description.Description);
        }

        AddWork(builder);
        AddFailureHandling(builder, context, log);

        foreach (var task in Edges<IsDependentOnAttribute>())
        {
            builder.IsDependentOn(NameOf(task));
        }

        foreach (var task in Edges<IsDependeeOfAttribute>())
        {
            builder.IsDependeeOf(NameOf(task));
        }
    }

    private void AddWork(CakeTaskBuilder builder)
    {
        if (Overrides(nameof(FrostingTask.Run), ContextType) || Overrides(nameof(AsyncFrostingTask.RunAsync), ContextType))
        {
            builder.Does(_task.RunAsync);
        }

        if (Overrides(nameof(IFrostingTask.ShouldRun), ContextType))
        {
            builder.WithCriteria(_task.ShouldRun, _task.SkippedMessage);
        }
    }

    private void AddFailureHandling(CakeTaskBuilder builder, IFrostingContext context, ICakeLog log)
    {
        if (_type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false))
        {
            builder.ContinueOnError();
        }

        if (Overrides(nameof(IFrostingTask.OnError), typeof(Exception), ContextType))
        {
            builder.OnError(exception =>
            {
                _task.OnError(exception, context);
                log.Warning("Task '{0}' failed and the build goes on, because its OnError did not throw: {1}", Name, exception.Message);
            });
        }

        if (Overrides(nameof(IFrostingTask.Finally), ContextType))
        {
            builder.Finally(() => _task.Finally(context));
        }
    }

    private bool Overrides(string method, params Type[] parameters)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;
        for (var type = _type; type is not null && type != _base; type = type.BaseType)
        {
            if (type.GetMethod(method, declared, parameters)?.GetBaseDefinition().DeclaringType == _base)
            {
                return true;
            }
        }

        return false;
    }

    private static Type? FrostingBaseOf(Type type)
    {
        for (var candidate = type.BaseType; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate.IsGenericType && candidate.GetGenericTypeDefinition() is var definition
                && (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>)))
            {
                return candidate;
            }
        }

        return null;
    }
}
