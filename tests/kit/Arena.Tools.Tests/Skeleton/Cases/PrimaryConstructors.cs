namespace Arena.Fundamentals;

public abstract class Agent(int actions)
{
    protected int Actions => actions;

    public abstract int Act();
}

[Exercise("0.0.1", "Random agent")]
public sealed class RandomAgent(int actions, int seed) : Agent(actions)
{
    private readonly Random random = new(seed);

    public override int Act() => random.Next(Actions);
}
