namespace Arena.Fundamentals;

public interface IPolicy
{
    int Act(int state);

    [Exercise("0.0.1", "Default implementation")]
    int ActTwice(int state) => Act(Act(state));
}

public sealed class Greedy : IPolicy
{
    [Exercise("0.0.2", "Explicit implementation")]
    int IPolicy.Act(int state) => state;
}

public abstract class Base
{
    public abstract int Value { get; }

    [Exercise("0.0.3", "Override")]
    public override string ToString() => $"{Value}";
}
