import _py_abc
import abc

print(_py_abc.ABCMeta is abc.ABCMeta)  # expect: True
